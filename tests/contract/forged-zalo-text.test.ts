import { describe, expect, it } from 'vitest';
import type { DialogContext, Input } from '../../src/dialogs/dialog.ts';
import { IDLE_STATE } from '../../src/dialogs/state.ts';
import { ALERT_ID, FIRE, MEMBER, STAFF, STRANGER, step } from '../unit/dialogs/talk.ts';
import { ZALO } from './conversations.ts';

/** Zalo sends a press as a text, so that anybody can type one. */
function typed(text: string): Input {
  const content = ZALO.receive({ kind: 'type', text });
  if (!content) throw new Error('everything can be typed');
  return content;
}

const AT_FIRE: DialogContext = { ...MEMBER, alerts: [FIRE] };

const FORGED = [
  '#area:all',
  '#send:',
  '#send:abc',
  '#category:theft',
  '#menu:compose',
  `#status:${ALERT_ID}`,
  `#manage:stop:${ALERT_ID}`,
  `#stopalert:${ALERT_ID}`,
  '#consent:yes',
  '#__proto__:',
  '#a:x',
  '#::',
];

describe('what looks like the payload of a button, typed on Zalo', () => {
  it.each(FORGED)('"%s" is a press that nobody offered', (text) => {
    const input = typed(text);
    expect(input.kind).toBe('press');
    for (const context of [MEMBER, AT_FIRE]) {
      const { commands, says, state } = step(IDLE_STATE, input, context);
      expect({ commands, dialog: state.dialog.kind }).toEqual({ commands: [], dialog: 'idle' });
      expect(says).toMatchObject([{ key: 'button-stale' }]);
    }
    expect(step(IDLE_STATE, input, STRANGER)).toMatchObject({
      commands: [],
      state: { dialog: { kind: 'code' } },
    });
  });

  it.each([
    '#',
    '#:',
    '# area:all',
    '##area:all',
    'area:all',
    'send:abc',
    '#area all',
    `a:${FIRE.number}:SAFE`,
  ])('"%s" is words, which the police read', (text) => {
    const input = typed(text);
    expect(input).toEqual({ kind: 'text', text });
    const content = { kind: 'text', text };
    expect(step(IDLE_STATE, input, AT_FIRE).commands).toEqual([
      { kind: 'record_reply', alertNumber: FIRE.number, code: null, content },
    ]);
    expect(step(IDLE_STATE, input, STAFF)).toMatchObject({
      commands: [],
      state: { dialog: { kind: 'idle' } },
    });
  });

  it.each(['#SOS', '#SOS:', '#cứu', '#cuu:', '#help:', '#can giup'])('"%s" is a call for help', (text) => {
    expect(step(IDLE_STATE, typed(text), AT_FIRE).commands).toMatchObject([
      { kind: 'record_reply', code: 'HELP' },
    ]);
  });
});
