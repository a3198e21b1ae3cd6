import type { Service } from '../organisation/types';

/** What each service of the demo organisation is about: names of its files, functions and pull requests. */
const subjects: Record<string, readonly string[]> = {
  'shop-web': [
    'home page',
    'product page',
    'basket drawer',
    'navigation',
    'size guide',
    'review list',
    'consent banner',
    'wish list',
  ],
  'shop-bff': [
    'page composer',
    'session cookie',
    'price formatter',
    'locale',
    'circuit breaker',
    'edge cache',
    'image set',
    'upstream',
  ],
  'product-catalog': [
    'product',
    'variant',
    'category',
    'price list',
    'translation',
    'bundle',
    'brand',
    'availability',
  ],
  search: [
    'query parser',
    'facet',
    'synonym',
    'ranking',
    'suggestion',
    'index writer',
    'spelling',
    'boost rule',
  ],
  recommendations: [
    'similarity',
    'co-purchase',
    'embedding',
    'candidate',
    'diversity',
    'popularity',
    'feature store',
    'model loader',
  ],
  'design-system': [
    'button',
    'dialog',
    'form field',
    'tooltip',
    'data table',
    'colour token',
    'icon',
    'stepper',
  ],
  cart: [
    'basket',
    'line item',
    'voucher',
    'guest cart',
    'merge rule',
    'quantity limit',
    'gift wrap',
    'expiry',
  ],
  checkout: [
    'address form',
    'delivery option',
    'tax total',
    'voucher',
    'order draft',
    'confirmation',
    'idempotency',
    'address check',
  ],
  payments: [
    'authorisation',
    'capture',
    'refund',
    'ledger entry',
    'provider callback',
    'card token',
    'settlement',
    'chargeback',
  ],
  'fraud-scoring': [
    'velocity rule',
    'device print',
    'score',
    'block list',
    'feature window',
    'manual review',
    'threshold',
    'training set',
  ],
  'payment-client': [
    'retry policy',
    'request signer',
    'provider error',
    'idempotency key',
    'timeout',
    'card network',
    'currency',
    'webhook parser',
  ],
  orders: [
    'order',
    'order line',
    'state machine',
    'outbox',
    'cancellation',
    'invoice',
    'history',
    'projection',
  ],
  inventory: [
    'stock level',
    'reservation',
    'warehouse',
    'recount',
    'back order',
    'stock event',
    'allocation',
    'threshold',
  ],
  'warehouse-sync': [
    'pick list',
    'stock file',
    'sftp transfer',
    'reconciliation',
    'delivery note',
    'schedule',
    'pallet',
    'cut-off time',
  ],
  'shipping-labels': [
    'label',
    'carrier',
    'customs form',
    'parcel size',
    'tracking number',
    'rate table',
    'printer',
    'return label',
  ],
  identity: [
    'session',
    'password reset',
    'token',
    'account',
    'passkey',
    'login throttle',
    'consent',
    'audit entry',
  ],
  notifications: [
    'mail template',
    'push message',
    'digest',
    'bounce',
    'preference',
    'order mail',
    'locale',
    'send queue',
  ],
  'feature-flags': [
    'flag',
    'rule',
    'rollout',
    'segment',
    'evaluation cache',
    'audit entry',
    'environment',
    'kill switch',
  ],
};

const general = [
  'request handler',
  'configuration',
  'client',
  'model',
  'storage',
  'event',
  'validation',
  'metrics',
];

/** Two or three words each; services that are not listed get general ones. */
export function subjectsOf(service: Service): readonly string[] {
  return subjects[service.name] ?? general;
}

/** `basket drawer` → `BasketDrawer` */
export function pascalCase(words: string): string {
  return words.replace(/(^|[^a-z]+)([a-z])/gi, (_all, _gap, letter: string) =>
    letter.toUpperCase(),
  );
}

/** `basket drawer` → `basketDrawer` */
export function camelCase(words: string): string {
  const name = pascalCase(words);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** `basket drawer` → `basket_drawer` with the given separator. */
export function joined(words: string, separator: string): string {
  return words.toLowerCase().replace(/[^a-z0-9]+/g, separator);
}
