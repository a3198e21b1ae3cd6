export { ImportsContent } from './ImportsContent';
