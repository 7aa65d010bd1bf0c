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
    let steers = |character: char| character.is_control() && character != '\n';
    let turns = |character: char| matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.contains(|character| steers(character) || turns(character)) {
        return text;
    }
    let shown = |character: char| match character {
        character if steers(character) => ' ',
        character if turns(character) => '\u{fffd}',
        character => character,
    };
    text.chars().map(shown).collect()
}
