use super::NESTING_MAX;
use super::slip::Slip;

/// What a JSON reader of good will lets through though RFC 8259 does not: nesting without end, control characters in
/// texts, and white space that is none. Says what is wrong and where.
///
/// Everything else, such as a missing comma, is left to the parser that runs after this.
pub(crate) fn guard(source: &str) -> Result<(), Slip> {
    let mut depth = 0usize;
    let mut in_text = false;
    let mut escaped = false;
    for (at, character) in source.char_indices() {
        let wrong = |message: String| Err(Slip::new(at..at.saturating_add(character.len_utf8()), message));
        if in_text {
            match character {
                '\u{0}'..='\u{1f}' => {
                    let escape = u32::from(character);
                    return wrong(format!(
                        "a text holds a line break or control character; write it as `\\u{escape:04x}`"
                    ));
                }
                '\\' => escaped = !escaped,
                '"' if !escaped => in_text = false,
                _ => escaped = false,
            }
            if character == '"' {
                escaped = false;
            }
            continue;
        }
        match character {
            '"' => in_text = true,
            '{' | '[' => depth = depth.saturating_add(1),
            '}' | ']' => depth = depth.saturating_sub(1),
            ' ' | '\t' | '\n' | '\r' | '!'..='~' => {}
            other => return wrong(format!("`{}` cannot stand outside a text", other.escape_default())),
        }
        if depth > NESTING_MAX {
            return wrong(format!("lists and tables nest more than {NESTING_MAX} deep"));
        }
    }
    Ok(())
}
