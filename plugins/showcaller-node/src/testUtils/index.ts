/**
 * For tests of integrations.
 *
 * @packageDocumentation
 */

export * from './FakeVendorApi';
