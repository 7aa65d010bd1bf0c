/// Words in lines of so many letters at most, for drawings, which break no lines by themselves. A word that is longer is cut off;
/// so is what is beyond so many lines, and a sign says so.
///
/// # Examples
/// ```
/// use openras_page::lines;
///
/// assert_eq!(lines("Meals and drinks", 9, 3), ["Meals and", "drinks"]);
/// assert_eq!(lines("one two three four", 5, 2), ["one", "two…"]);
/// ```
pub fn lines(words: &str, letters: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count().saturating_add(word.chars().count()) < letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.chars().take(letters).collect()),
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}
