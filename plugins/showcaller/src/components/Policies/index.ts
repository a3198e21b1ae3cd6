export * from './PoliciesContent';
