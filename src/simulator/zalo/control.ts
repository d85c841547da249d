import type { SendView } from './chat-view.ts';
import type { Faults } from './faults.ts';
import type { FakeOaControl } from './oa-control.ts';
import type { Settings, SettingsPatch } from './settings.ts';
import type { OaType } from './state.ts';
import type { Twists } from './twists.ts';
import type { Webhooks } from './webhooks.ts';

export interface ServerStats {
  /** Messages of accounts that the API accepted. */
  accepted: number;
  /** Calls refused by the rate limit. */
  throttled: number;
  /** Other calls that were answered with an error. */
  refused: number;
  /** Accepted messages, over the last five full seconds. */
  perSecond: number;
  /** Calls of every kind, by path. */
  calls: Record<string, number>;
}

export interface NewOa {
  type?: OaType | undefined;
  name?: string | undefined;
  /** Made up without them. */
  id?: string | undefined;
  secretKey?: string | undefined;
}

/** What can be done to the stand-in from the side of people, administrators and the network. */
export interface ZaloControl {
  /** As the console shows them. */
  readonly app: { readonly id: string; readonly secret: string };
  createOa(oa?: NewOa): FakeOaControl;
  oa(id: string): FakeOaControl | null;
  oas(): FakeOaControl[];
  /** What goes wrong with calls. */
  readonly faults: Faults;
  /** What is unusual about events. */
  readonly twists: Twists;
  /** The one webhook of the app. */
  readonly webhook: Omit<Webhooks, 'post' | 'close'>;
  settings(): Settings;
  configure(patch: SettingsPatch): void;
  stats(): ServerStats;
  /** Every accepted message whose words contain `contains`, in order. */
  sends(contains?: string): SendView[];
  /** To a person, group or anonymous visitor. */
  sendsTo(id: string): SendView[];
}
