/// Whether a character, shown as it is, would steer a terminal or turn a line around: control characters that are no white space,
/// and the marks that embed, override or isolate a direction of writing (Unicode Standard Annex 9).
///
/// # Examples
/// ```
/// use openras_core::steers;
///
/// assert!(steers('\u{1b}') && steers('\u{202e}') && steers('\u{2066}'));
/// assert!(!steers('\n') && !steers('ŵ') && !steers('\u{200f}'));
/// ```
pub fn steers(character: char) -> bool {
    (character.is_control() && !character.is_whitespace())
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text that steers no terminal and turns no line around: control characters, but for the ends of lines, become spaces, and marks
/// that change the direction of writing become the replacement character.
///
/// # Examples
/// ```
/// use openras_core::plain;
///
/// assert_eq!(plain("one\u{1b}[31m\ntwo".to_owned()), "one [31m\ntwo");
/// assert_eq!(plain("\u{202e}enin".to_owned()), "\u{fffd}enin");
/// ```
pub fn plain(text: String) -> String {
    let shown = |character: char| match character {
        '\n' => character,
        _ if character.is_control() => ' ',
        _ if steers(character) => '\u{fffd}',
        _ => character,
    };
    if text.chars().all(|character| shown(character) == character) {
        return text;
    }
    text.chars().map(shown).collect()
}
