import { Api } from 'grammy';
import { z } from 'zod';
import { command, contentSchema, serve } from '../protocol.ts';
import { sendOptions } from '../send-options.ts';

/** The first baseline: grammY with its default transport, so many calls in flight, nothing stored. */
const IN_FLIGHT = 64;

serve({
  run: command(
    z.object({
      apiRoot: z.string(),
      token: z.string(),
      firstChatId: z.string(),
      count: z.int(),
      content: contentSchema,
    }),
    async ({ apiRoot, token, firstChatId, count, content }) => {
      const api = new Api(token, { apiRoot });
      const options = sendOptions(content);
      const first = Number(firstChatId);
      let next = 0;
      const sendOn = async () => {
        while (next < count) {
          const chatId = first + next;
          next += 1;
          await api.sendMessage(chatId, content.text, options);
        }
      };
      const startMs = performance.now();
      await Promise.all(Array.from({ length: IN_FLIGHT }, sendOn));
      return { elapsedMs: performance.now() - startMs };
    },
  ),
  close: command(z.object({}), () => {}),
});
