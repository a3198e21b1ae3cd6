/**
 * Default permission policy for a portal with Showcaller.
 *
 * @packageDocumentation
 */

export { permissionModuleShowcaller as default } from './module';
export {
  ShowcallerPermissionPolicy,
  type ShowcallerPermissionPolicyOptions,
} from './ShowcallerPermissionPolicy';
