import { talkOver } from '../unit/dialogs/talk.ts';
import { ZALO_NUMBERED } from './conversations.ts';

talkOver(ZALO_NUMBERED);
// The tables themselves: every conversation once more, over this platform.
await import('../unit/dialogs/join.test.ts');
await import('../unit/dialogs/answer.test.ts');
await import('../unit/dialogs/settings.test.ts');
await import('../unit/dialogs/officer.test.ts');
await import('../unit/dialogs/any-conversation.test.ts');
await import('../unit/dialogs/words.test.ts');
await import('../unit/dialogs/forged-payloads.test.ts');
