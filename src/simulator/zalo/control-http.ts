import { z } from 'zod';
import { textOf } from './content.ts';
import type { ZaloControl } from './control.ts';
import { faultOrderSchema } from './faults.ts';
import {
  type FakeOaControl,
  fundsSchema,
  newTemplateSchema,
  newUserSchema,
  userPatchSchema,
} from './oa-control.ts';
import { personActionSchema, utteranceSchema } from './person.ts';
import { settingsPatchSchema } from './settings.ts';
import { twistOrderSchema } from './twists.ts';

/** `/control/*`: the control over HTTP, for tests and drills in another process. Loopback only. */
export interface ControlAnswer {
  status: number;
  body: unknown;
}

const NOT_FOUND: ControlAnswer = { status: 404, body: { error: 'not_found' } };
const DONE = { kind: 'done' };

const newOaSchema = z.object({
  type: z.union([z.literal(1), z.literal(2), z.literal(4)]).optional(),
  name: z.string().optional(),
  id: z.string().optional(),
  secretKey: z.string().optional(),
});
const replySchema = z.object({ text: z.string() });
const visitorSchema = z.object({ said: utteranceSchema, visitorId: z.string().optional() });
const sampleSchema = z.object({ name: z.string(), userId: z.string() });
const rawEventSchema = z.object({
  name: z.string(),
  fields: z.record(z.string(), z.json()),
  about: z.string().optional(),
});
const newGroupSchema = z.object({
  name: z.string(),
  memberIds: z.array(z.string()),
  own: z.boolean().optional(),
});
const groupTalkSchema = z.object({ userId: z.string(), said: utteranceSchema });
const webhookSchema = z.object({ url: z.string() });
const countSchema = z.object({ count: z.number().int().min(1).max(500).default(1) });
const releaseSchema = z.object({ order: z.enum(['kept', 'reversed']).default('kept') });

/** `path` is what follows `/control/`. */
export async function answerControl(
  zalo: ZaloControl,
  method: string,
  path: string,
  query: URLSearchParams,
  body: unknown,
): Promise<ControlAnswer> {
  const [area = '', first = '', ...rest] = path.split('/').map(decodeURIComponent);
  switch (`${method} ${area}`) {
    case 'GET app':
      return found(zalo.app);
    case 'POST oas': {
      if (first === '') return parsed(newOaSchema, body, (oa) => zalo.createOa(oa).view());
      const oa = zalo.oa(first);
      return oa === null ? NOT_FOUND : changeOa(oa, rest, body);
    }
    case 'GET oas': {
      if (first === '') return found(zalo.oas().map((oa) => oa.view()));
      const oa = zalo.oa(first);
      return oa === null ? NOT_FOUND : readOa(oa, rest);
    }
    case 'POST faults':
      return parsed(faultOrderSchema, body, (order) => done(() => zalo.faults.order(order)));
    case 'DELETE faults':
      return found(done(() => zalo.faults.clear()));
    case 'POST twists':
      return parsed(twistOrderSchema, body, (order) => done(() => zalo.twists.order(order)));
    case 'DELETE twists':
      return found(done(() => zalo.twists.clear()));
    case 'GET settings':
      return found(zalo.settings());
    case 'POST settings':
      return parsed(settingsPatchSchema, body, (patch) => {
        zalo.configure(patch);
        return zalo.settings();
      });
    case 'GET webhook':
      return found(zalo.webhook.state());
    case 'POST webhook':
      return changeWebhook(zalo, first, body);
    case 'GET stats':
      return found(zalo.stats());
    case 'GET sends': {
      const contains = query.get('contains') ?? '';
      const to = query.get('to');
      const sends = to === null ? zalo.sends(contains) : zalo.sendsTo(to);
      return found(sends.filter(({ content }) => textOf(content).includes(contains)));
    }
    default:
      return NOT_FOUND;
  }
}

function readOa(oa: FakeOaControl, [what = '', id = '']: readonly string[]): ControlAnswer {
  switch (what) {
    case '':
      return found({ ...oa.view(), secretKey: oa.secretKey() });
    case 'users':
      return found(id === '' ? oa.users() : oa.user(id));
    case 'chats':
      return found(oa.chat(id));
    case 'visitors':
      return found(oa.anonymousChat(id));
    case 'groups':
      return found(oa.group(id));
    default:
      return NOT_FOUND;
  }
}

function changeOa(oa: FakeOaControl, [what = '', id = '']: readonly string[], body: unknown): ControlAnswer {
  switch (what) {
    case 'tokens':
      return found(oa.issueTokens());
    case 'users':
      return id === ''
        ? parsed(newUserSchema, body, (user) => oa.createUser(user))
        : parsed(userPatchSchema, body, (patch) => ({ known: oa.setUser(id, patch) }));
    case 'chats':
      return parsed(personActionSchema, body, (action) => oa.act(id, action));
    case 'replies':
      return parsed(replySchema, body, ({ text }) => oa.replyByHand(id, text));
    case 'visitors':
      return parsed(visitorSchema, body, ({ said, visitorId }) => oa.sayAnonymously(said, visitorId));
    case 'templates':
      return parsed(newTemplateSchema, body, (template) => ({ id: oa.addTemplate(template) }));
    case 'articles':
      return found({ id: oa.addArticle() });
    case 'funds':
      return parsed(fundsSchema, body, (funds) => done(() => oa.setFunds(funds)));
    case 'samples':
      return parsed(sampleSchema, body, ({ name, userId }) => ({ sent: oa.emitSample(name, userId) }));
    case 'events':
      return parsed(rawEventSchema, body, ({ name, fields, about }) =>
        done(() => oa.emitRaw(name, fields, about)),
      );
    case 'groups':
      return id === ''
        ? parsed(newGroupSchema, body, (group) => oa.createGroup(group))
        : parsed(groupTalkSchema, body, ({ userId, said }) => ({ said: oa.sayInGroup(id, userId, said) }));
    default:
      return NOT_FOUND;
  }
}

async function changeWebhook({ webhook }: ZaloControl, what: string, body: unknown): Promise<ControlAnswer> {
  switch (what) {
    case '': {
      const read = webhookSchema.safeParse(body);
      return read.success ? found(await webhook.register(read.data.url)) : invalid(read.error);
    }
    case 'enable':
      return found(done(() => webhook.enable()));
    case 'hold':
      return found(done(() => webhook.hold()));
    case 'release':
      return parsed(releaseSchema, body, ({ order }) => done(() => webhook.release(order)));
    case 'redeliver':
      return parsed(countSchema, body, ({ count }) => done(() => webhook.redeliver(count)));
    default:
      return NOT_FOUND;
  }
}

function done(act: () => void): typeof DONE {
  act();
  return DONE;
}

function found(value: unknown): ControlAnswer {
  return value === null ? NOT_FOUND : { status: 200, body: value };
}

function invalid(error: z.ZodError): ControlAnswer {
  return {
    status: 400,
    body: { error: 'invalid', fields: error.issues.map((issue) => issue.path.join('.')) },
  };
}

function parsed<T>(schema: z.ZodType<T>, body: unknown, act: (value: T) => unknown): ControlAnswer {
  const result = schema.safeParse(body);
  return result.success ? found(act(result.data)) : invalid(result.error);
}
