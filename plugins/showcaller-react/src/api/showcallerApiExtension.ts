import { ApiBlueprint } from '@backstage/frontend-plugin-api';
import { showcallerApiFactory } from './showcallerApiFactory';

/**
 * The client as an extension of the new front-end system. Exactly one plugin lists it: `showcaller`, the owner of
 * {@link showcallerApiRef}. The app refuses an API that two plugins provide, so a tab does not list it and reads the
 * client with {@link useShowcallerApi}, which brings one along where the owner is not installed.
 *
 * @public
 */
export const showcallerApiExtension = ApiBlueprint.make({
  name: 'client',
  params: defineParams => defineParams(showcallerApiFactory),
});
