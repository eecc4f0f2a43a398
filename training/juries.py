"""Learn the jury of names: networks of one hidden layer, by PyTorch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from zhengtu.extract.learned.models import Floats, Jury

WIDTH = 24  # hidden units of a juror
JURORS = 3  # their mean is kept as one network
EPOCHS = 60
BATCH = 128
RATE = 3e-3
DECAY = 1e-4


def learn(known: Floats, labels: Sequence[bool]) -> Jury:
    """Return the jury that tells the true cases; ``known`` has the axes case, number."""
    mean, spread = known.mean(0), known.std(0) + 1e-6
    cases = torch.from_numpy((known - mean) / spread)
    truth = torch.tensor(labels, dtype=torch.float32)
    jurors = [_learn_one(cases, truth, seed) for seed in range(JURORS)]
    hidden = np.concatenate([weights for weights, _ in jurors], axis=1)
    slopes = hidden[:-1] / spread[:, None]
    bias = hidden[-1] - mean @ slopes
    ends = np.concatenate([weights[:-1] for _, weights in jurors]) / JURORS
    level = np.mean([weights[-1] for _, weights in jurors])
    return Jury(np.vstack([slopes, bias]).astype(np.float32), np.append(ends, level).astype(np.float32))


def _learn_one(cases: Tensor, truth: Tensor, seed: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the hidden and the last weights of a juror, in each the bias last."""
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(cases.shape[1], WIDTH), nn.ReLU(), nn.Linear(WIDTH, 1))
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    for _ in range(EPOCHS):
        for some in torch.randperm(len(cases)).split(BATCH):
            loss = nn.functional.binary_cross_entropy_with_logits(model(cases[some])[:, 0], truth[some])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    first, first_bias, last, last_bias = (table.detach().numpy() for table in model.parameters())
    return np.vstack([first.T, first_bias]), np.append(last[0], last_bias)
