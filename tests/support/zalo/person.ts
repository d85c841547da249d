import type { ChatMessageView } from '../../../src/simulator/zalo/chat-view.ts';
import type { FakeOaControl } from '../../../src/simulator/zalo/oa-control.ts';
import type { PersonAction } from '../../../src/simulator/zalo/person.ts';
import type { Person as AnyPerson } from '../person.ts';
import { waitFor } from '../wait-for.ts';

/** Somebody with Zalo, in the hands of the test. */
export interface ZaloPerson extends Pick<AnyPerson, 'id' | 'says' | 'presses' | 'texts'> {
  hears(part: string): Promise<ChatMessageView>;
  /** What a button of the newest message that has it would send as a text. */
  payloadOf(payloadEnd: string): string;
  does(action: PersonAction): void;
}

const textOf = ({ content }: ChatMessageView) => ('text' in content ? content.text : '');

export function createZaloPerson(oa: FakeOaControl, name: string): ZaloPerson {
  const { id } = oa.createUser({ name });
  let since = 0;
  const messages = () => oa.chat(id)?.messages ?? [];
  const fromOa = (from: number) =>
    messages()
      .slice(from)
      .filter((message) => message.from === 'oa');
  const does = (action: PersonAction) => {
    since = messages().length;
    const result = oa.act(id, action);
    if (result.kind !== 'done') throw new Error(`${name} cannot do that: ${result.kind}`);
  };
  const buttonOf = (payloadEnd: string) => {
    for (const message of messages().toReversed()) {
      const button = message.buttons.find(({ payload }) => payload.endsWith(payloadEnd));
      if (button) return { messageId: message.id, payload: button.payload };
    }
    throw new Error(`${name} has no button ${payloadEnd}`);
  };
  return {
    id,
    does,
    says: (text) => does({ kind: 'text', text }),
    presses: (payloadEnd) => does({ kind: 'press', ...buttonOf(payloadEnd) }),
    payloadOf: (payloadEnd) => buttonOf(payloadEnd).payload,
    async hears(part) {
      const find = () => fromOa(since).find((message) => textOf(message).includes(part));
      await waitFor(() => find() !== undefined, { timeoutMs: 30_000, what: `“${part}” said to ${name}` });
      const found = find();
      if (!found) throw new Error('a message was taken back');
      return found;
    },
    texts: () => fromOa(0).map(textOf),
  };
}

/** Joins by typing, in Vietnamese, with consent and the test alert read. */
export async function joinByZalo(
  person: ZaloPerson,
  code: string,
  name: string,
  house: string,
): Promise<void> {
  const steps = [
    [code, 'Xin cho biết tên'],
    [name, 'Nhà mình là nhà nào'],
    [house, 'tiếng nào'],
    ['1', 'đồng ý không'],
    ['1', 'TIN THỬ'],
    ['1', 'Nhà mình đã nhận được tin'],
  ] as const;
  for (const [said, heard] of steps) {
    person.says(said);
    await person.hears(heard);
  }
}
