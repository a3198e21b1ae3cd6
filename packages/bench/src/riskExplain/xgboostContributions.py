"""Trains XGBoost on the rows of a folder and writes its trees and its own contributions (pred_contribs) beside them.

In: meta.json, train.f32, labels.u8, test.f32 and samples.i32 (rows of each bootstrap sample).
Out: trees.json (of the model of all rows), contributions.f32 (models x test rows x columns + 1), timing.json.
"""
import json
import sys
import time
from pathlib import Path

import numpy as np
import xgboost

folder = Path(sys.argv[1])
meta = json.loads((folder / "meta.json").read_text())
width = meta["width"]
train = np.fromfile(folder / "train.f32", np.float32).reshape(-1, width)
labels = np.fromfile(folder / "labels.u8", np.uint8)
test = np.fromfile(folder / "test.f32", np.float32).reshape(-1, width)
samples = np.fromfile(folder / "samples.i32", np.int32).reshape(-1, len(labels))


def fit(rows, seed):
    parameters = {
        "objective": "binary:logistic",
        "max_depth": 5,
        "eta": 0.05,
        "subsample": 0.8,
        "colsample_bytree": 0.8,
        "min_child_weight": 1,
        "lambda": 1,
        "base_score": 0.5,
        "seed": seed,
        "nthread": 1,
    }
    data = xgboost.DMatrix(train[rows], label=labels[rows])
    return xgboost.train(parameters, data, 200)


def contributions(model):
    return model.predict(xgboost.DMatrix(test), pred_contribs=True)


whole = fit(np.arange(len(labels)), meta["seed"])
start = time.process_time()
shares = [contributions(whole)]
milliseconds = 1000 * (time.process_time() - start) / max(1, len(test))
shares += [
    contributions(fit(rows, meta["seed"] + index))
    for index, rows in enumerate(samples)
]
dump = whole.get_dump(dump_format="json", with_stats=True)
(folder / "trees.json").write_text("[" + ",".join(dump) + "]")
np.concatenate(shares).astype(np.float32).tofile(folder / "contributions.f32")
(folder / "timing.json").write_text(
    json.dumps({"ms": milliseconds, "version": xgboost.__version__})
)
