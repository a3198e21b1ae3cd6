export * from './FileHistory';
