export { isPrivateAddress } from '@showcaller/backstage-plugin-showcaller-node';
