import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The first page of a file loads its tab and everything that the app brings.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);
