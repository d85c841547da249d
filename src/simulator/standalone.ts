import { systemClock } from '../shared/clock.ts';
import { createVillage } from './households/village.ts';
import { createFakeTelegram } from './telegram/fake-telegram.ts';

export interface StandaloneOptions {
  port: number;
  token: string;
  username: string;
  /** Where everything is kept between runs. */
  journal: string | undefined;
  seed: number;
  /** Households in all, shared evenly among the groups of these join codes. */
  households: number;
  codes: readonly string[];
  /** One-time code of somebody on duty, who links with it. */
  officer: string | undefined;
}

/** The fake Telegram on its own, for a service that is started with TELEGRAM_API_ROOT set to its address. */
export async function startStandalone(
  options: StandaloneOptions,
): Promise<{ apiRoot: string; stop(): Promise<void> }> {
  const { journal, officer, codes } = options;
  const telegram = createFakeTelegram({
    clock: systemClock,
    ...(journal === undefined ? {} : { journalFile: journal }),
  });
  const bot = telegram.registerBot({ token: options.token, username: options.username });
  const groups = codes.map((joinCode, index) => ({
    name: joinCode,
    joinCode,
    households: Math.floor((options.households + index) / codes.length),
  }));
  const village = createVillage({
    telegram,
    bot,
    clock: systemClock,
    seed: options.seed,
    groups,
    ...(officer === undefined ? {} : { officer: { name: 'Trực ban', linkCode: officer } }),
  });
  const { apiRoot } = await telegram.listen(options.port);
  village.start();
  return {
    apiRoot,
    async stop() {
      await village.stop();
      await telegram.close();
    },
  };
}
