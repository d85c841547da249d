import type { ReplyContent } from './reply.ts';

/** UTF-16 code units of a household's words in one notice: with all that stands around them any channel takes it. */
const LONGEST = 1_500;
/** The words under a photo have less room. */
const LONGEST_CAPTION = 700;

/** What a household said, in as many notices as it needs: a call for help that is too long to send helps nobody. */
export function noticeParts(content: ReplyContent | null): (ReplyContent | null)[] {
  switch (content?.kind) {
    case 'text':
      return cut(content.text, LONGEST).map((text) => ({ kind: 'text', text }));
    case 'photo': {
      const [caption = '', ...more] = cut(content.caption, LONGEST_CAPTION);
      return [{ ...content, caption }, ...more.map((text) => ({ kind: 'text' as const, text }))];
    }
    default:
      return [content];
  }
}

/** At least one part; cut between two words, else between two characters. Only white space is lost. */
function cut(text: string, longest: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > longest) {
    const space = Math.max(rest.lastIndexOf(' ', longest), rest.lastIndexOf('\n', longest));
    const splitsPair = /[\uD800-\uDBFF]/.test(rest.charAt(longest - 1));
    const end = space > longest / 2 ? space : longest - (splitsPair ? 1 : 0);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' && parts.length > 0 ? parts : [...parts, rest];
}
