import { CustomErrorBase } from '@backstage/errors';

/** A document that is not what it was sent as; the message says where and what. */
export class UnreadableDocument extends CustomErrorBase {
  name = 'UnreadableDocument' as const;
}
