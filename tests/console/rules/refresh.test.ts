import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { createRefresh } from '../../../src/console/api/refresh.ts';

const ALERT_ID = '01930000-0000-7000-8000-000000000001';

/** A page that shows one query. Its answers are given by the test, in the order in which they were asked for. */
function openPage(queryKey: readonly string[]) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const asked: ((answer: string) => void)[] = [];
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn: () => new Promise<string>((resolve) => asked.push(resolve)),
  });
  const close = observer.subscribe(() => {});
  return { client, asked, observer, close };
}

describe('what is shown after an event', () => {
  it('is asked for again', async () => {
    const { client, asked, observer, close } = openPage(['now']);
    asked[0]?.('old');
    await expect.poll(() => observer.getCurrentResult().data).toBe('old');
    const { refresh, end } = createRefresh(client);
    refresh({ kind: 'alert', alertId: ALERT_ID });
    await expect.poll(() => asked.length).toBe(2);
    asked[1]?.('new');
    await expect.poll(() => observer.getCurrentResult().data).toBe('new');
    end();
    close();
  });

  it('is asked for once more when the very first answer was still due, and may be older', async () => {
    const { client, asked, observer, close } = openPage(['now']);
    const { refresh, end } = createRefresh(client);
    refresh({ kind: 'alert', alertId: ALERT_ID });
    asked[0]?.('old');
    await expect.poll(() => asked.length).toBe(2);
    asked[1]?.('new');
    await expect.poll(() => observer.getCurrentResult().data).toBe('new');
    expect(asked.length).toBe(2);
    end();
    close();
  });

  it('is left alone by an event about something else', async () => {
    const { client, asked, observer, close } = openPage(['audit']);
    asked[0]?.('old');
    await expect.poll(() => observer.getCurrentResult().data).toBe('old');
    const { refresh, end } = createRefresh(client);
    refresh({ kind: 'duty' });
    expect(observer.getCurrentResult().fetchStatus).toBe('idle');
    end();
    close();
  });
});
