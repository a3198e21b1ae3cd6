export { LearningRoom, type LearningRoomOptions } from './LearningRoom';
