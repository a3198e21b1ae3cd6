export interface Config {
  showcaller?: {
    cdevents?: {
      /**
       * Secrets of signed events (Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature), `whsec_` and
       * base64 or any text. Two may be valid at once while they are rotated.
       *
       * @deepVisibility secret
       */
      signingSecrets?: string[];
      /**
       * How far a signed timestamp may be away from now, in seconds, 1 to 3600. Default: 300.
       *
       * @visibility backend
       */
      toleranceSeconds?: number;
      /**
       * Tokens for senders that do not sign: `Authorization: Bearer …` or `X-Showcaller-Token`. Two may be valid at once.
       * Without any secret, every event is refused.
       *
       * @deepVisibility secret
       */
      webhookTokens?: string[];
      /**
       * User names and passwords for senders that know nothing else.
       */
      basicAuth?: Array<{
        /** @visibility backend */
        username: string;
        /** @visibility secret */
        password: string;
      }>;
    };
    flagger?: {
      /**
       * Tokens in the metadata of Flagger's webhooks (`showcallerToken` or `token`), or in the headers of a template of
       * Argo Rollouts. Two may be valid at once. Without any secret, every webhook is refused.
       *
       * @deepVisibility secret
       */
      webhookTokens?: string[];
      /**
       * User names and passwords, which stand in the address of Flagger's webhook.
       */
      basicAuth?: Array<{
        /** @visibility backend */
        username: string;
        /** @visibility secret */
        password: string;
      }>;
    };
  };
}
