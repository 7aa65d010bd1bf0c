/// Text that steers no terminal: control characters, but for the ends of lines, become spaces.
pub(crate) fn plain(text: String) -> String {
    let steers = |character: char| character.is_control() && character != '\n';
    if text.contains(steers) { text.replace(steers, " ") } else { text }
}
