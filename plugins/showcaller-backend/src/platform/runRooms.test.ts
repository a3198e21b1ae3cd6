import { mockServices } from '@backstage/backend-test-utils';
import { runRooms } from './runRooms';

it('starts rooms one after another, and stops them the other way round', async () => {
  const lifecycle = mockServices.lifecycle.mock();
  const did: string[] = [];
  const room = (name: string) => ({
    async start() {
      await Promise.resolve();
      did.push(`${name} starts`);
    },
    stop: () => {
      did.push(`${name} stops`);
    },
  });
  runRooms(lifecycle, [room('first'), room('second')]);
  await lifecycle.addStartupHook.mock.calls[0][0]();
  await lifecycle.addShutdownHook.mock.calls[0][0]();
  expect(did).toEqual([
    'first starts',
    'second starts',
    'second stops',
    'first stops',
  ]);
});
