export { cdEventIdentity } from './cdEventIdentity';
export { readCdEvents } from './readCdEvents';
export { upgradeCdEvent } from './upgradeCdEvent';
