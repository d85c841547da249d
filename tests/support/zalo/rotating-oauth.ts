import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type OAuthFault =
  /** Rotates, then cuts the connection. */
  | 'cut_after'
  /** Cuts the connection without rotating. */
  | 'cut_before'
  | 'busy'
  | 'wrong_secret'
  | 'none';

export interface RotatingOAuth {
  url: string;
  /** The only pair that works. */
  valid: { accessToken: string; refreshToken: string };
  requests: { path: string; secretKey: string | undefined; form: Record<string, string> }[];
  refreshes: number;
  /** What the next requests suffer, in order. */
  faults: OAuthFault[];
  delayMs: () => number;
  /** As when an administrator consents. */
  reset(): { accessToken: string; refreshToken: string };
  close(): Promise<void>;
}

/** Zalo's token endpoint over HTTP: each refresh ends both old tokens, and a used one is refused with -14014. */
export async function startRotatingOAuth(): Promise<RotatingOAuth> {
  let number = 1;
  const pair = () => ({ accessToken: `planted-access-${number}`, refreshToken: `planted-refresh-${number}` });

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
      const secretKey = request.headers.secret_key;
      oauth.requests.push({
        path: request.url ?? '',
        secretKey: typeof secretKey === 'string' ? secretKey : undefined,
        form,
      });
      const answer = (body: object, status = 200) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      };
      const play = () => {
        const fault = oauth.faults.shift() ?? 'none';
        if (fault === 'busy') return answer({}, 503);
        if (fault === 'wrong_secret') return answer({ error: -14004, error_name: 'Invalid secret key' });
        if (fault === 'cut_before') return response.destroy();
        const fits =
          form.grant_type === 'authorization_code' || form.refresh_token === oauth.valid.refreshToken;
        if (!fits) return answer({ error: -14014, error_name: 'Invalid refresh token' });
        number++;
        oauth.refreshes++;
        oauth.valid = pair();
        if (fault === 'cut_after') return response.destroy();
        const { accessToken, refreshToken } = oauth.valid;
        return answer({ access_token: accessToken, refresh_token: refreshToken, expires_in: '90000' });
      };
      const delay = oauth.delayMs();
      if (delay === 0) play();
      else setTimeout(play, delay);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const oauth: RotatingOAuth = {
    url: `http://127.0.0.1:${port}`,
    valid: pair(),
    requests: [],
    refreshes: 0,
    faults: [],
    delayMs: () => 0,
    reset() {
      number++;
      oauth.valid = pair();
      return oauth.valid;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return oauth;
}
