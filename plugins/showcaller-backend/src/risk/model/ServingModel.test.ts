import { riskFeatures } from '@showcaller/engine/risk';
import { exampleRiskModel } from '../__fixtures__/exampleModel';
import { ServingModel } from './ServingModel';

const row = new Float32Array(riskFeatures.length);

function twoModels() {
  const first = exampleRiskModel({ id: 'first' });
  const second = exampleRiskModel({
    id: 'second',
    calibrator: { kind: 'none' },
  });
  const released: string[] = [];
  for (const model of [first, second]) {
    jest.spyOn(model, 'release').mockImplementation(async () => {
      released.push(model.card.id);
    });
  }
  return { first, second, released };
}

describe('ServingModel', () => {
  it('is the model that serves, and the next one after an exchange', async () => {
    const { first, second, released } = twoModels();
    const serving = ServingModel.create(first);
    const heard: string[] = [];
    serving.onSwapped(card => heard.push(card.id));
    const [before] = await serving.evaluate(row);
    await serving.swap(second);
    const [after] = await serving.evaluate(row);
    expect(before.margin).toBe(after.margin);
    expect(before.probability).not.toBe(after.probability);
    expect(serving.card.hash).toBe(second.card.hash);
    expect(heard).toEqual(['second']);
    expect(released).toEqual(['first']);
  });

  it('lets what is under way end on the old model before it is released', async () => {
    const { first, second, released } = twoModels();
    const serving = ServingModel.create(first);
    let finish = () => {};
    const used = serving.use(async model => {
      await new Promise<void>(resolve => {
        finish = resolve;
      });
      const [evaluation] = await model.evaluate(row);
      return { id: model.card.id, evaluation };
    });
    const swapped = serving.swap(second);
    await expect(serving.use(async model => model.card.id)).resolves.toBe(
      'second',
    );
    expect(released).toEqual([]);
    finish();
    await expect(used).resolves.toMatchObject({ id: 'first' });
    await swapped;
    expect(released).toEqual(['first']);
  });

  it('frees a model also when its last use failed', async () => {
    const { first, second, released } = twoModels();
    const serving = ServingModel.create(first);
    const failing = serving.use(async () => {
      throw new Error('the database is gone');
    });
    const swapped = serving.swap(second);
    await expect(failing).rejects.toThrow('the database is gone');
    await swapped;
    expect(released).toEqual(['first']);
  });

  it('waits for what is under way when it ends', async () => {
    const { first, released } = twoModels();
    const serving = ServingModel.create(first);
    const [evaluations] = await Promise.all([
      serving.evaluate(row),
      serving.release(),
    ]);
    expect(evaluations).toHaveLength(1);
    expect(released).toEqual(['first']);
  });
});
