export { ArtifactRoom } from './ArtifactRoom';
