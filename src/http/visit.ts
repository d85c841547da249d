import type { FastifyReply, FastifyRequest } from 'fastify';
import { KNOWN_BROWSER_MS, SIGN_IN_LINK_MS } from '../../config/sign-in.ts';
import { digestOf, newSecret, sign, signedText } from '../shared/secrets.ts';
import type { Visit } from '../staff/sign-in-ports.ts';

const FORWARDING_HEADERS = ['forwarded', 'x-forwarded-for', 'x-real-ip'];
/** One browser of a ward's office serves everybody on duty. */
const NAMES_MAX = 20;

export interface VisitSettings {
  /** Signs the cookies of this file (AUTH_SECRET). */
  secret: string;
  /** Where browsers reach the service, e.g. https://binhyen.example; null: at whatever address they use. */
  publicUrl: string | null;
  /** A reverse proxy is named by TRUST_PROXY, so that `request.ip` is the client's. */
  behindProxy: boolean;
}

/** What a request tells of the browser it comes from, by cookies of our own. */
export interface Visits {
  visitOf(request: FastifyRequest): Visit;
  /** Whether a page of our own sent it. A browser says so by itself, and no page can change what it says. */
  isOwnOrigin(request: FastifyRequest): boolean;
  /** This browser's id, when this user name has signed in here before. */
  knownBrowser(request: FastifyRequest, userName: string): string | null;
  rememberBrowser(request: FastifyRequest, reply: FastifyReply, userName: string): void;
  /** The proof that a sign-in link is used where it was asked for. */
  linkBrowser(request: FastifyRequest): string | null;
  startLinkBrowser(reply: FastifyReply): string;
}

export function cookieOf(request: FastifyRequest, name: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

export function createVisits({ secret, publicUrl, behindProxy }: VisitSettings): Visits {
  const secure = publicUrl?.startsWith('https:') ?? false;
  const named = (name: string) => `${secure ? '__Host-' : ''}binh-yen.${name}`;
  const [known, link] = [named('known'), named('link')];
  const keep = (reply: FastifyReply, name: string, value: string, ms: number) =>
    void reply.header(
      'set-cookie',
      `${name}=${value}; Path=/; Max-Age=${ms / 1000}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`,
    );

  const shortName = (userName: string) => digestOf(userName).slice(0, 16);
  /** `began~id~name~name…` under our signature. */
  function readKnown(request: FastifyRequest): { began: number; id: string; names: string[] } | null {
    const text = signedText(cookieOf(request, known) ?? '', secret);
    const [began = '', id = '', ...names] = text?.split('~') ?? [];
    return id !== '' && Date.now() - Number(began) < KNOWN_BROWSER_MS
      ? { began: Number(began), id, names }
      : null;
  }

  return {
    visitOf: (request) => ({
      cookies: request.headers.cookie ?? '',
      address: addressOf(request, behindProxy),
      device: request.headers['user-agent']?.slice(0, 300) ?? null,
    }),

    isOwnOrigin(request) {
      const site = request.headers['sec-fetch-site'];
      if (site !== undefined) return site === 'same-origin';
      const { origin, host } = request.headers;
      if (origin === undefined || !URL.canParse(origin)) return false;
      return new URL(origin).host === host || (publicUrl !== null && new URL(publicUrl).origin === origin);
    },

    knownBrowser(request, userName) {
      const browser = readKnown(request);
      return browser?.names.includes(shortName(userName)) ? browser.id : null;
    },

    rememberBrowser(request, reply, userName) {
      const browser = readKnown(request) ?? { id: newSecret().slice(0, 16), names: [] };
      const names = [shortName(userName), ...browser.names.filter((name) => name !== shortName(userName))];
      const text = [Date.now(), browser.id, ...names.slice(0, NAMES_MAX)].join('~');
      keep(reply, known, sign(text, secret), KNOWN_BROWSER_MS);
    },

    linkBrowser: (request) => cookieOf(request, link),

    startLinkBrowser(reply) {
      const browser = newSecret();
      keep(reply, link, browser, SIGN_IN_LINK_MS);
      return browser;
    },
  };
}

/**
 * The client's address. Behind a proxy that TRUST_PROXY does not name, everybody would seem to come from one address, and
 * one attacker would make all of them wait: then it is not known.
 */
function addressOf(request: FastifyRequest, behindProxy: boolean): string | null {
  const hidden = !behindProxy && FORWARDING_HEADERS.some((name) => request.headers[name] !== undefined);
  return hidden ? null : request.ip.replace(/^::ffff:/, '');
}
