import { githubSource, gitlabSource } from '../../__testUtils__/sampleFacts';
import { sourceStatus } from './sourceStatus';

const fine = { ...githubSource, dead: 0, pending: 0 };

describe('sourceStatus', () => {
  it.each([
    ['refusing', { ...gitlabSource, dead: 5 }],
    ['deadLetters', githubSource],
    ['silent', { ...fine, lastReceivedAt: undefined }],
    ['catchingUp', { ...fine, pending: 1 }],
    ['fine', fine],
  ])('says %s', (word, row) => {
    expect(sourceStatus(row).word).toBe(word);
  });
});
