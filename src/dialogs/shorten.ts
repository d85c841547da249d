const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** The text, or its beginning of at most `longest` UTF-16 code units with "…" behind it; no character is cut in two. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  let end = 0;
  for (const { index, segment } of graphemes.segment(text)) {
    if (index + segment.length > longest - 1) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}
