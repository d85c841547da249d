import { z } from 'zod';
import type { FakeBotControl, FakePeople, SendView } from './control.ts';
import { type Faults, faultOrderSchema } from './faults.ts';

export interface ServerStats {
  /** Sends since the journal began. */
  accepted: number;
  /** 429 since this start. */
  throttled: number;
  /** 400 and 403 to sends since this start. */
  refused: number;
  /** Accepted sends, over the last five full seconds. */
  perSecond: number;
}

/** What can be done to the fake platform from the side of its people. */
export interface TelegramControl extends FakePeople {
  /** Makes the token valid for this run. The bot's id is the number before the colon, as on the platform. */
  registerBot(bot: { token: string; username: string; name?: string }): FakeBotControl;
  bot(id: string): FakeBotControl | null;
  readonly faults: Faults;
  stats(): ServerStats;
  /** Every accepted send whose first text contains `contains`, in order. */
  sends(contains?: string): SendView[];
  sendsTo(chatId: string): SendView[];
}

/** `/control/*`: the people's side over HTTP, for tests and drills in another process. Loopback only. */
export interface ControlAnswer {
  status: number;
  body: unknown;
}

const NOT_FOUND: ControlAnswer = { status: 404, body: { error: 'not_found' } };

const actionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().min(1) }),
  z.object({ kind: z.literal('photo'), caption: z.string().default('') }),
  z.object({ kind: z.literal('voice'), seconds: z.number().int().min(1).default(5) }),
  z.object({ kind: z.literal('place'), latitude: z.number(), longitude: z.number() }),
  z.object({ kind: z.literal('sticker'), emoji: z.string().default('👍') }),
  z.object({ kind: z.literal('press'), messageId: z.string(), payload: z.string() }),
  z.object({ kind: z.literal('block') }),
  z.object({ kind: z.literal('unblock') }),
]);

const newBotSchema = z.object({ token: z.string(), username: z.string(), name: z.string().optional() });
const newUserSchema = z.object({
  name: z.string(),
  language: z.string().default('vi'),
  tag: z.string().optional(),
});
const redeliverySchema = z.object({ count: z.number().int().min(1).max(500).default(1) });

/** `path` is what follows `/control/`. */
export function answerControl(
  telegram: TelegramControl,
  method: string,
  path: string,
  query: URLSearchParams,
  body: unknown,
): ControlAnswer {
  const [area = '', first = '', chats = '', userId = ''] = path.split('/').map(decodeURIComponent);
  switch (`${method} ${area}`) {
    case 'POST bots': {
      if (first === '') {
        return parsed(newBotSchema, body, ({ token, username, name }) => {
          const bot = telegram.registerBot({ token, username, ...(name === undefined ? {} : { name }) });
          return { id: bot.id, username: bot.username };
        });
      }
      const bot = telegram.bot(first);
      if (bot === null) return NOT_FOUND;
      if (chats === 'redeliver') {
        return parsed(redeliverySchema, body, ({ count }) => {
          bot.redeliver(count);
          return { kind: 'done' };
        });
      }
      if (chats !== 'chats') return NOT_FOUND;
      return parsed(actionSchema, body, (action) => bot.act(userId, action));
    }
    case 'GET bots':
      return found(chats === 'chats' ? (telegram.bot(first)?.chat(userId) ?? null) : null);
    case 'POST users': {
      if (chats === 'deactivate') return telegram.deactivate(first) ? { status: 200, body: {} } : NOT_FOUND;
      return parsed(newUserSchema, body, ({ name, language, tag }) =>
        telegram.createUser({ name, language, ...(tag === undefined ? {} : { tag }) }),
      );
    }
    case 'GET users':
      return found(first === '' ? telegram.users() : telegram.user(first));
    case 'POST faults':
      return parsed(faultOrderSchema, body, (order) => {
        telegram.faults.order(order);
        return { kind: 'done' };
      });
    case 'DELETE faults':
      telegram.faults.clear();
      return { status: 200, body: { kind: 'done' } };
    case 'GET stats':
      return { status: 200, body: telegram.stats() };
    case 'GET sends': {
      const chat = query.get('chat');
      const contains = query.get('contains') ?? '';
      const sends = chat === null ? telegram.sends(contains) : telegram.sendsTo(chat);
      return { status: 200, body: sends.filter((send) => send.text.includes(contains)) };
    }
    default:
      return NOT_FOUND;
  }
}

function found(value: unknown): ControlAnswer {
  return value === null ? NOT_FOUND : { status: 200, body: value };
}

function parsed<T>(schema: z.ZodType<T>, body: unknown, act: (value: T) => unknown): ControlAnswer {
  const result = schema.safeParse(body);
  if (!result.success) {
    const fields = result.error.issues.map((issue) => issue.path.join('.'));
    return { status: 400, body: { error: 'invalid', fields } };
  }
  return { status: 200, body: act(result.data) };
}
