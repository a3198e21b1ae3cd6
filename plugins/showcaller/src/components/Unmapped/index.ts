export { UnmappedContent } from './UnmappedContent';
