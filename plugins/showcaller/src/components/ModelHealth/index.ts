export { ModelHealthContent } from './ModelHealthContent';
