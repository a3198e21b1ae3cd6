export * from './kindsOfFiles';
