import '@testing-library/jest-dom';

// Whole pages are rendered, on machines that do other things too.
jest.setTimeout(30_000);
