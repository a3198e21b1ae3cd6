/**
 * Platform pages of Showcaller: raw events, dead letters, unmapped repositories, history imports, the model.
 *
 * @packageDocumentation
 */

export { ApprovalsSidebarItem } from './components/Approvals/ApprovalsSidebarItem';
export { ShowcallerPage, showcallerPlugin } from './plugin';
export { showcallerTranslationRef } from './translation';
