/** Every field that is given must be the same; of those not given any will do. @public */
export interface EnvironmentRule {
  application?: string;
  /** Name of the pipeline. */
  pipeline?: string;
  /** Account (credentials) that a stage deploys with. */
  account?: string;
  environment: string;
}

/** What events of Spinnaker are read with. @public */
export interface SpinnakerMapping {
  /** Which environment a stage deploys to; the first rule that fits counts. */
  environments?: EnvironmentRule[];
  /** Address of Deck, for links. */
  deckUrl?: string;
}
