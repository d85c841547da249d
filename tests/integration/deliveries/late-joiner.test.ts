import { expect, it } from 'vitest';
import { createJoinHousehold } from '../../../src/households/join-household.ts';
import { newId } from '../../../src/shared/ids.ts';
import { engineWorld } from './engine-world.ts';

const world = engineWorld();

it('a late joiner gets the newest message without the first, and the next one only after it', async () => {
  const ward = await world.ward({ households: 1 });
  const engine = world.createEngine(ward);
  const alertId = await engine.raise('fire_explosion');
  await engine.follow(alertId, 'update', 'một');
  const [contactPointId, chatId] = [newId(), '99'];
  await world.prisma().contactPoint.create({
    data: { id: contactPointId, channelAccountId: ward.accountId, externalId: chatId },
  });
  await engine.inTransaction((stores) =>
    createJoinHousehold(stores)(
      { contactPointId, memberId: null },
      {
        target: { kind: 'group', groupId: ward.groupId, houseLabel: 'Nhà 9' },
        name: 'Ông Ba',
        language: 'vi',
        consentVersion: 'v1',
      },
    ),
  );
  await engine.follow(alertId, 'update', 'hai');
  const lease = await engine.store.acquire(ward.laneId, 'a');
  if (lease.kind !== 'acquired') throw new Error(lease.kind);
  const claimed = await engine.store.claim(ward.laneId, lease.epoch, 10, [], 0);
  const mine = claimed.kind === 'claimed' ? claimed.sends.filter((send) => send.externalId === chatId) : [];
  expect(mine.map(({ message }) => message.text)).toEqual(['update: một']);
  // While that one is on its way, the next waits.
  expect(await engine.store.claim(ward.laneId, lease.epoch, 10, [], 0)).toEqual({
    kind: 'claimed',
    sends: [],
  });
  if (claimed.kind === 'claimed') await engine.store.giveBack(ward.laneId, lease.epoch, claimed.sends);
  await engine.store.release(ward.laneId, lease.epoch, 0);
  await engine.run();
  expect(engine.channel.textsTo(chatId)).toEqual(['update: một', 'update: hai']);
});
