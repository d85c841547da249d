import type { InboundContent, OutgoingMessage } from '../../../src/channels/channel.ts';

/** What a person does with the phone. */
export type Act =
  | { kind: 'type'; text: string }
  /** `data` is what the platform keeps for the button. */
  | { kind: 'press'; data: string }
  | { kind: 'send'; content: InboundContent };

/** One message as the platform shows it. */
export interface Shown {
  text: string;
  /** In the order of the message's buttons; `act` makes the choice. */
  choices: readonly { label: string; act: Act }[];
}

/** A platform between the dialog and a person. */
export interface Wire {
  name: string;
  commandsAreWords: boolean;
  /** Throws where the platform, or the client in front of it, would refuse a message. */
  show(message: OutgoingMessage): Shown[];
  /** What reaches the dialog; null for what nobody can do on this platform. */
  receive(act: Act): InboundContent | null;
  /** What somebody does who wants a payload that was not offered; null where the platform cannot carry it. */
  forge(payload: string): Act | null;
}
