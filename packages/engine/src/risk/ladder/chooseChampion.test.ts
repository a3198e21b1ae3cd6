import { sigmoid } from '../linearModel';
import { SeededRandom } from '../trees/SeededRandom';
import { chooseChampion } from './chooseChampion';

function drawn(count: number, seed: number) {
  const random = SeededRandom.create({ seed });
  const margins = Array.from({ length: count }, () => 5 * random.next() - 4);
  return {
    random,
    margins,
    labels: margins.map(margin => Number(random.next() < sigmoid(margin))),
  };
}

describe('chooseChampion', () => {
  it('crowns a challenger that is clearly better, and only then', () => {
    const { labels, margins } = drawn(1000, 1);
    const right = margins.map(sigmoid);
    const vague = labels.map(() => 0.2);
    expect(
      chooseChampion({ labels, champion: vague, challenger: right }),
    ).toMatchObject({
      winner: 'challenger',
      reason: 'challenger is better by more than noise',
    });
    expect(
      chooseChampion({ labels, champion: right, challenger: vague }),
    ).toMatchObject({ winner: 'champion', reason: 'challenger is worse' });
    expect(
      chooseChampion({ labels, champion: right, challenger: right }),
    ).toMatchObject({
      winner: 'champion',
      reason: 'challenger is not better by more than noise',
      bar: 0,
    });
  });

  it('crowns an equally good one about once in six', () => {
    let crowned = 0;
    for (let seed = 0; seed < 400; seed++) {
      const { labels, margins, random } = drawn(200, seed);
      const blurred = () =>
        margins.map(margin => sigmoid(margin + random.next() - 0.5));
      const { winner } = chooseChampion({
        labels,
        champion: blurred(),
        challenger: blurred(),
      });
      crowned += Number(winner === 'challenger');
    }
    // 16 % by the normal distribution, three standard errors of 400 runs are 5.5 %.
    expect(crowned / 400).toBeGreaterThan(0.1);
    expect(crowned / 400).toBeLessThan(0.22);
  });

  it('keeps the champion where nothing can be told', () => {
    const labels = Array.from({ length: 19 }, (_, row) => row % 2);
    const champion = labels.map(() => 0.5);
    expect(
      chooseChampion({ labels, champion, challenger: labels }),
    ).toMatchObject({ winner: 'champion', reason: 'too few rows to tell' });
    const clean = new Array(30).fill(0);
    expect(
      chooseChampion({
        labels: clean,
        champion: clean.map(() => 0.5),
        challenger: clean.map(() => 0.1),
      }),
    ).toMatchObject({ winner: 'champion', reason: 'one class only' });
  });
});
