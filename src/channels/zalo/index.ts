import type { Channel, FileSender, MediaSource, TemplateSender } from '../channel.ts';
import { createAccount, type ZaloAccount } from './account.ts';
import { createCaller, type RateFeedback } from './call.ts';
import { createFileSender } from './files.ts';
import { parseInbound } from './inbound.ts';
import { ZALO_LIMITS } from './limits.ts';
import { createDownloads } from './media.ts';
import { createOAuth, type GrantResult } from './oauth.ts';
import { numberedText } from './render.ts';
import { createSender, type Sender, type ZaloRoute, type ZaloSendResult } from './send.ts';
import type { ZaloTokenStore } from './token-store.ts';
import { createTokens, type TokenResult } from './tokens.ts';
import { createTransport } from './transport.ts';
import {
  createUploader,
  sendWithAsset,
  sizeOfGif,
  type UploadFile,
  type UploadResult,
  type ZaloAsset,
} from './uploads.ts';
import { verifyWebhook } from './webhook.ts';

export { STATE_AGENCY_OA_TYPE, type UserFilter } from './account.ts';
export type { RateFeedback, ReadResult } from './call.ts';
export { isZaloMediaLink, oaIdOfEvent } from './inbound.ts';
export { ZALO_LIMITS, ZALO_OAUTH, ZALO_UPLOADS } from './limits.ts';
export { challengeOf, consentLink, createPkce, type GrantResult } from './oauth.ts';
export { type ImageSource, type InfoRequest, splitMessage, splitText } from './render.ts';
export type { OaProfile, UserPage, UserQuota, ZaloQuota, ZaloUser } from './schema.ts';
export type { ZaloRoute, ZaloSendResult } from './send.ts';
export type { StoredTokens, TokenPair, ZaloTokenStore } from './token-store.ts';
export type { TokenResult } from './tokens.ts';
export type { UploadFile, UploadResult, ZaloAsset } from './uploads.ts';
export { eventMac } from './webhook.ts';
export { isNight, nextMidnight, nextMorning, windowOf, ZALO_WINDOWS, type ZaloWindow } from './windows.ts';

/** What the account learns while it works. Each is called at once and must not throw; storing it is the caller's. */
export interface ZaloEvents {
  /** Messages leave by this endpoint from now on: to be kept, so that the next process begins with it. */
  onRoute?: (route: ZaloRoute) => void;
  /** Buttons are not for this account; choices are numbered lines from now on. To be kept too. */
  onButtonsRefused?: () => void;
  /** The grant is lost: an administrator of the OA must consent again. Tell staff at once. */
  onConsentNeeded?: (reason: string) => void;
  onRate?: (feedback: RateFeedback) => void;
  /** For each message of `send`: what it was counted against, so that paid ones can be counted. */
  onSent?: (result: ZaloSendResult) => void;
}

export interface ZaloOptions extends ZaloEvents {
  appId: string;
  appSecret: string;
  /** Null until it is known: then events of any OA with a valid signature are taken. */
  oaId: string | null;
  /** OA secret keys of webhooks: none before the address is saved at Zalo, two while one is being replaced. */
  webhookSecrets: readonly string[];
  /** "https://openapi.zalo.me", or a fake. */
  apiRoot: string;
  /** "https://oauth.zaloapp.com", or a fake. */
  oauthRoot: string;
  tokenStore: ZaloTokenStore;
  route?: ZaloRoute;
  buttons?: boolean;
  /** Sends `appsecret_proof`, for apps whose settings demand it. */
  appSecretProof?: boolean;
  /** Messages that wait for an answer at one time: as many connections. */
  maxInFlight?: number;
  now?: () => number;
}

export interface ZaloChannel extends Channel, MediaSource, Omit<Sender, 'send' | 'learn'>, ZaloAccount {
  readonly id: 'zalo';
  readonly templates: TemplateSender;
  readonly files: FileSender;
  /** As `send`, and says what the message was counted against. */
  sendCounted: Sender['send'];
  upload(file: UploadFile, signal: AbortSignal): Promise<UploadResult>;
  /** Uploads what is not there yet, or no longer, and sends it. Give the returned asset in again the next time. */
  sendUpload(
    userId: string,
    file: UploadFile,
    known: ZaloAsset | null,
    text: string,
    signal: AbortSignal,
  ): Promise<{ result: ZaloSendResult; asset: ZaloAsset | null }>;
  /** The code of a consent becomes the account's tokens, and they are stored. */
  connect(code: string, verifier: string, signal: AbortSignal): Promise<Connected>;
  /** For a schedule, every few minutes. */
  refreshIfDue(signal: AbortSignal): Promise<Exclude<TokenResult, { kind: 'token' }> | { kind: 'ready' }>;
  /** What another process that shares the account was told, or null where nobody was. */
  learn(known: { route: ZaloRoute | null; buttonsRefused: boolean; oaId: string | null }): void;
  /** Ends when the calls in flight have, and no refresh is under way. */
  close(): Promise<void>;
}

export type Connected = Exclude<GrantResult, { kind: 'granted' }> | { kind: 'connected' };

/** Uploads, questions and set-up: apart from sending, so that they never delay an alert. */
const SIDE_CONNECTIONS = 8;
const OAUTH_CONNECTIONS = 2;

/** One Official Account. Nothing it returns or throws holds a token, a secret, a URL or a text. */
export function createZaloChannel(options: ZaloOptions): ZaloChannel {
  const { appId, appSecret, now = Date.now } = options;
  let { oaId } = options;
  const main = createTransport(options.apiRoot, options.maxInFlight ?? ZALO_LIMITS.maxInFlight);
  const side = createTransport(options.apiRoot, SIDE_CONNECTIONS);
  const oauthSide = createTransport(options.oauthRoot, OAUTH_CONNECTIONS);
  const downloads = createDownloads(options.apiRoot);
  const oauth = createOAuth({ transport: oauthSide, appId, appSecret });
  const tokens = createTokens({
    store: options.tokenStore,
    oauth,
    now,
    ...(options.onConsentNeeded ? { onConsentNeeded: options.onConsentNeeded } : {}),
  });
  const calling = {
    tokens,
    proofKey: options.appSecretProof ? appSecret : null,
    ...(options.onRate ? { onRate: options.onRate } : {}),
  };
  const ask = createCaller({ ...calling, transport: side });
  const { send, sendImage, sendFile, learn, ...sending } = createSender({
    call: createCaller({ ...calling, transport: main }),
    now,
    route: options.route ?? 'v3cs',
    buttons: options.buttons ?? true,
    onRoute: options.onRoute ?? (() => {}),
    onButtonsRefused: options.onButtonsRefused ?? (() => {}),
  });
  const uploader = createUploader({ call: ask, now });

  return {
    id: 'zalo',
    limits: { textLength: ZALO_LIMITS.splitLength, sendTimeoutMs: ZALO_LIMITS.sendTimeoutMs },
    ...createAccount({ call: ask, now }),
    ...sending,
    sendImage,
    sendFile,
    sendCounted: send,
    send: async (message, target, signal) => {
      const result = await send(message, target, signal);
      options.onSent?.(result);
      return result.outcome;
    },
    files: createFileSender({
      uploader,
      send: async ({ text, buttons }, attachmentId, target, signal) => {
        const words = numberedText(text, buttons);
        const result = await sendImage(target.externalId, { attachmentId }, words, signal);
        options.onSent?.(result);
        return result.outcome;
      },
    }),
    templates: {
      sendTemplate: async ({ externalId, data }, target, signal) =>
        (await sending.sendTemplate(target.externalId, externalId, data, signal)).outcome,
    },
    parseInbound: (raw) => parseInbound(raw, oaId),
    verifyWebhook: (request) => verifyWebhook(request, { appId, secrets: options.webhookSecrets }),
    fetchMedia: downloads.fetch,
    upload: uploader.upload,
    sendUpload: (userId, file, known, text, signal) =>
      sendWithAsset(
        { uploader, now },
        file,
        known,
        (asset) =>
          asset.kind === 'file'
            ? sendFile(userId, asset.id, signal)
            : sendImage(userId, { attachmentId: asset.id, ...sizeOfGif(file) }, text, signal),
        signal,
      ),
    connect: async (code, verifier, signal) => {
      const result = await oauth.exchangeCode(code, verifier, signal);
      if (result.kind !== 'granted') return result;
      try {
        await tokens.adopt(result.grant);
        return { kind: 'connected' };
      } catch {
        // The code is used up, and what it was exchanged for is not on disk.
        return { kind: 'consent_needed', reason: 'token_store_failed' };
      }
    },
    refreshIfDue: async (signal) => {
      const result = await tokens.refreshIfDue(signal);
      return result.kind === 'token' ? { kind: 'ready' } : result;
    },
    learn: (known) => {
      learn(known);
      oaId ??= known.oaId;
    },
    close: async () => {
      await tokens.settled();
      await Promise.all([main.close(), side.close(), oauthSide.close(), downloads.close()]);
    },
  };
}
