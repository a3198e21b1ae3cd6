export { ShowcallerPage } from './ShowcallerPage';
