import type { OutgoingMessage, SendTarget } from '../channel.ts';
import type { Outcome } from '../outcome.ts';
import { type ApiRequest, type CallResult, type CallZalo, outcomeOfCall } from './call.ts';
import { withDeadline } from './deadline.ts';
import { classOfCode } from './errors.ts';
import { ZALO_LIMITS } from './limits.ts';
import {
  type ImageSource,
  type InfoRequest,
  numberedText,
  type Rendering,
  renderButtons,
  renderFile,
  renderImage,
  renderInfoRequest,
  renderNumbered,
  type ZaloMessage,
} from './render.ts';
import { sentSchema, type ZaloQuota } from './schema.ts';

/** Where an account's messages go: business OAs to v3, some OAs of state agencies to v2.0. */
export type ZaloRoute = 'v3cs' | 'v2';

const ROUTE_PATHS: Readonly<Record<ZaloRoute, string>> = {
  v3cs: '/v3.0/oa/message/cs',
  v2: '/v2.0/oa/message',
};
const TEMPLATE_PATH = '/v3.0/oa/message/template';

/** -235: this API is not for this type of OA. -240: the v2 message API is closed for it. No other code switches. */
const SWITCHES: Readonly<Record<ZaloRoute, { code: number; to: ZaloRoute }>> = {
  v3cs: { code: -235, to: 'v2' },
  v2: { code: -240, to: 'v3cs' },
};

export interface ZaloSendResult {
  outcome: Outcome;
  /** What the message was counted against, where Zalo says it: "reply" is free, everything else is bought or given. */
  quota: ZaloQuota | null;
}

export interface SenderOptions {
  call: CallZalo;
  now: () => number;
  route: ZaloRoute;
  /** Whether buttons are tried at all; without them choices are numbered lines. */
  buttons: boolean;
  onRoute: (route: ZaloRoute) => void;
  onButtonsRefused: () => void;
}

export interface Sender {
  /** What another process was told of the account, or null where nobody was. */
  learn(known: { route: ZaloRoute | null; buttonsRefused: boolean }): void;
  send(message: OutgoingMessage, target: SendTarget, signal: AbortSignal): Promise<ZaloSendResult>;
  sendImage(
    userId: string,
    image: ImageSource & { gif?: { width: number; height: number } },
    text: string,
    signal: AbortSignal,
  ): Promise<ZaloSendResult>;
  sendFile(userId: string, token: string, signal: AbortSignal): Promise<ZaloSendResult>;
  requestUserInfo(userId: string, request: InfoRequest, signal: AbortSignal): Promise<ZaloSendResult>;
  sendTemplate(
    userId: string,
    templateId: string,
    data: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<ZaloSendResult>;
}

const failed = (outcome: Outcome): ZaloSendResult => ({ outcome, quota: null });

/** Everything that one account says to people. No method throws. */
export function createSender(options: SenderOptions): Sender {
  const { call, now } = options;
  let { route, buttons: buttonsWork } = options;

  function resultOf(result: CallResult, request: Pick<ApiRequest, 'call'> = {}): ZaloSendResult {
    if (result.kind !== 'ok') return failed(outcomeOfCall(result, now(), request.call));
    const sent = sentSchema.safeParse(result.data);
    if (!sent.success) return failed({ kind: 'unknown', reason: 'unreadable_answer' });
    return {
      outcome: { kind: 'sent', externalMessageId: sent.data.message_id },
      quota: sent.data.quota,
    };
  }

  const post = (on: ZaloRoute, userId: string, message: ZaloMessage, signal: AbortSignal) =>
    call(
      { method: 'POST', path: ROUTE_PATHS[on], json: { recipient: { user_id: userId }, message } },
      signal,
    );

  /** On the account's route; on the other one if Zalo says that it is the right one, at most once. */
  async function deliver(userId: string, message: ZaloMessage, signal: AbortSignal): Promise<CallResult> {
    const tried = route;
    const first = await post(tried, userId, message, signal);
    const { code, to } = SWITCHES[tried];
    if (first.kind !== 'error' || first.code !== code) return first;

    const second = await post(to, userId, message, signal);
    if (hasReached(second) && route === tried) {
      route = to;
      options.onRoute(to);
    }
    return second;
  }

  async function deliverRendered(
    userId: string,
    rendering: Rendering,
    signal: AbortSignal,
  ): Promise<ZaloSendResult> {
    if (rendering.kind === 'invalid') return failed({ kind: 'rejected', reason: rendering.reason });
    return resultOf(await deliver(userId, rendering.message, signal));
  }

  async function sendWords(
    userId: string,
    { text, buttons }: OutgoingMessage,
    signal: AbortSignal,
  ): Promise<ZaloSendResult> {
    const numbered = () => deliverRendered(userId, renderNumbered(text, buttons), signal);
    if (!buttonsWork || buttons.length === 0 || buttons.length > ZALO_LIMITS.buttons) return numbered();

    const rendering = renderButtons(text, buttons);
    if (rendering.kind === 'invalid') return failed({ kind: 'rejected', reason: rendering.reason });
    const result = await deliver(userId, rendering.message, signal);
    if (result.kind !== 'error' || classOfCode(result.code) !== 'unsupported') return resultOf(result);

    // Refused, so nothing has arrived. That the same words pass without buttons shows what was wrong.
    const plain = await numbered();
    if (plain.outcome.kind === 'sent' && buttonsWork) {
      buttonsWork = false;
      options.onButtonsRefused();
    }
    return plain;
  }

  async function sendAll(
    message: OutgoingMessage,
    userId: string,
    signal: AbortSignal,
  ): Promise<ZaloSendResult> {
    const { media, text, buttons } = message;
    const link = media && isLink(media.fileId) ? media.fileId : null;
    if (media?.kind === 'photo') {
      const source = link === null ? { attachmentId: media.fileId } : { url: link };
      const rendering = renderImage(source, numberedText(text, buttons));
      const result = await deliverRendered(userId, rendering, signal);
      // A picture that Zalo cannot fetch any more must not take the words with it.
      if (result.outcome.kind !== 'rejected') return result;
    }
    // An OA cannot send sound; the link to the voice note is what can be passed on.
    if (media?.kind === 'voice' && link !== null) {
      const withLink = `${text}\n${link}`;
      if (numberedText(withLink, buttons).length <= ZALO_LIMITS.textLength)
        return sendWords(userId, { text: withLink, buttons }, signal);
    }
    return sendWords(userId, message, signal);
  }

  const within = (signal: AbortSignal, run: (ended: AbortSignal) => Promise<ZaloSendResult>) =>
    withDeadline(ZALO_LIMITS.sendTimeoutMs, signal, run);

  return {
    send: async (message, target, signal) => {
      // A sent message can be neither changed nor recalled; the caller may send it anew.
      if (target.editMessageId !== undefined)
        return failed({ kind: 'rejected', reason: 'zalo_edit_not_possible' });
      // Below Zalo's own limit, so that a text that is accepted stays so when its buttons become lines.
      if (message.text.normalize('NFC').length > ZALO_LIMITS.splitLength)
        return failed({ kind: 'rejected', reason: 'zalo_text_too_long' });
      return within(signal, (ended) => sendAll(message, target.externalId, ended));
    },
    sendImage: (userId, image, text, signal) =>
      within(signal, (ended) => deliverRendered(userId, renderImage(image, text, image.gif), ended)),
    sendFile: (userId, token, signal) =>
      within(signal, (ended) => deliverRendered(userId, renderFile(token), ended)),
    learn(known) {
      route = known.route ?? route;
      if (known.buttonsRefused) buttonsWork = false;
    },
    requestUserInfo: (userId, request, signal) =>
      within(signal, (ended) => deliverRendered(userId, renderInfoRequest(request), ended)),
    sendTemplate: (userId, templateId, data, signal) =>
      within(signal, async (ended) => {
        const json = { user_id: userId, template_id: templateId, template_data: data };
        const request: ApiRequest = { method: 'POST', path: TEMPLATE_PATH, json, call: 'template' };
        return resultOf(await call(request, ended), request);
      }),
  };
}

/** Whether the other endpoint took the call up at all, and did not refuse the OA as well. */
function hasReached(result: CallResult): boolean {
  switch (result.kind) {
    case 'ok':
    case 'http':
    case 'no_answer':
      return true;
    case 'error':
      return classOfCode(result.code) !== 'route';
    case 'no_token':
    case 'not_sent':
      return false;
  }
}

/** Pictures and voice notes of people are known by their link only; what we upload has an attachment id. */
function isLink(fileId: string): boolean {
  return /^https?:\/\//i.test(fileId);
}
