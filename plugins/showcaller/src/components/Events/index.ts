export { EventsContent } from './EventsContent';
