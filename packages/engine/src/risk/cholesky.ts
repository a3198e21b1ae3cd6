/**
 * Cholesky factorisation of a symmetric positive definite matrix and what the trainer needs of it.
 * Matrices are row-major `size × size` arrays.
 *
 * @internal
 */
export class Cholesky {
  readonly #lower: Float64Array;
  readonly #size: number;

  private constructor(lower: Float64Array, size: number) {
    this.#lower = lower;
    this.#size = size;
  }

  /** @throws RangeError when the matrix is not positive definite. */
  static of(matrix: Float64Array, size: number): Cholesky {
    const lower = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        let rest = matrix[i * size + j];
        for (let k = 0; k < j; k++) {
          rest -= lower[i * size + k] * lower[j * size + k];
        }
        if (i !== j) {
          lower[i * size + j] = rest / lower[j * size + j];
        } else if (rest > 1e-12 * Math.abs(matrix[i * size + i])) {
          lower[i * size + i] = Math.sqrt(rest);
        } else {
          throw new RangeError('The matrix is not positive definite');
        }
      }
    }
    return new Cholesky(lower, size);
  }

  /** Solves `matrix · x = right`. */
  solve(right: Float64Array): Float64Array {
    const size = this.#size;
    const lower = this.#lower;
    const x = Float64Array.from(right);
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < i; k++) {
        x[i] -= lower[i * size + k] * x[k];
      }
      x[i] /= lower[i * size + i];
    }
    for (let i = size - 1; i >= 0; i--) {
      for (let k = i + 1; k < size; k++) {
        x[i] -= lower[k * size + i] * x[k];
      }
      x[i] /= lower[i * size + i];
    }
    return x;
  }

  /** `matrix⁻¹ · middle · matrix⁻¹` for a symmetric `middle`. */
  sandwich(middle: Float64Array): Float64Array {
    return this.#solveColumns(
      transpose(this.#solveColumns(middle), this.#size),
    );
  }

  #solveColumns(matrix: Float64Array): Float64Array {
    const size = this.#size;
    const result = new Float64Array(size * size);
    const column = new Float64Array(size);
    for (let j = 0; j < size; j++) {
      for (let i = 0; i < size; i++) {
        column[i] = matrix[i * size + j];
      }
      const solved = this.solve(column);
      for (let i = 0; i < size; i++) {
        result[i * size + j] = solved[i];
      }
    }
    return result;
  }
}

function transpose(matrix: Float64Array, size: number): Float64Array {
  return Float64Array.from(
    matrix,
    (_, index) => matrix[(index % size) * size + Math.floor(index / size)],
  );
}
