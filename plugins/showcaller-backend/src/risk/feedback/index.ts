export * from './FeedbackRoom';
