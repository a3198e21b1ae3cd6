/** Responder that answers a deployment protection rule. */
export const PROTECTION_RULE = 'github-protection-rule';
/** Responder that answers by a check run at the head of a pull request. */
export const CHECK_RUN = 'github-check-run';
/** Identifier of the button in that check run. */
export const ASK_FOR_APPROVAL = 'ask-for-approval';
