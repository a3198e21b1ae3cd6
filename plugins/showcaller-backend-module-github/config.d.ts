export interface Config {
  showcaller?: {
    github?: {
      /**
       * Secrets set at the webhook in GitHub. Two may be valid at once while they are rotated. Without any, every
       * webhook is refused.
       *
       * @deepVisibility secret
       */
      webhookSecrets?: string[];
    };
  };
}
