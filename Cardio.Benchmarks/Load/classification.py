"""Baseline that reconstructs the previous service: Flask, a pandas data frame per request, a min-max scaler per column and a
scikit-learn boosting model, all loaded once. The model is fitted on synthetic patients.

    classification.py fit FOLDER        writes scalers and model
    classification.py serve PORT        Flask's development server
    gunicorn classification:app         production server; CARDIO_PICKLES is the folder of scalers and model
"""
import os
import pickle
import sys

import numpy
import pandas
from flask import Flask, jsonify, request
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.preprocessing import MinMaxScaler

COLUMNS = ["age", "weight", "ap_hi", "ap_lo", "cholesterol"]


def synthetic_patients(count):
    draw = numpy.random.default_rng(1)
    patients = pandas.DataFrame({
        "age": draw.integers(11000, 23500, count).astype(float),
        "weight": draw.normal(75, 12, count).clip(40, 150),
        "ap_hi": draw.normal(130, 17, count).clip(90, 200).round(),
        "ap_lo": draw.normal(80, 9, count).clip(50, 120).round(),
        "cholesterol": draw.choice([1.0, 2.0, 3.0], count, p=[0.75, 0.13, 0.12]),
    })
    odds = (patients.age - 19500) / 4000 + (patients.ap_hi - 128) / 15 + (patients.cholesterol - 1) / 2 + (patients.weight - 74) / 50
    return patients, draw.random(count) < 1 / (1 + numpy.exp(-odds))


def fit(folder):
    patients, has_disease = synthetic_patients(20000)
    scalers = {name: MinMaxScaler().fit(patients[[name]]) for name in COLUMNS}
    for name in COLUMNS:
        patients[name] = scalers[name].transform(patients[[name]])
    model = HistGradientBoostingClassifier(max_iter=100).fit(patients, has_disease)
    for name, fitted in [*scalers.items(), ("model", model)]:
        with open(os.path.join(folder, name + ".pickle"), "wb") as file:
            pickle.dump(fitted, file)


def load(name):
    with open(os.path.join(os.environ["CARDIO_PICKLES"], name + ".pickle"), "rb") as file:
        return pickle.load(file)


app = Flask(__name__)
if __name__ != "__main__" or sys.argv[1] == "serve":
    SCALERS = {name: load(name) for name in COLUMNS}
    MODEL = load("model")


@app.post("/cvd-classification")
def classify():
    patient = pandas.DataFrame(request.get_json())[COLUMNS]
    for name in COLUMNS:
        patient[name] = SCALERS[name].transform(patient[[name]])
    has_disease = MODEL.predict(patient)[0]
    return jsonify(result="Patient With CVD" if has_disease else "Patient Without CVD")


if __name__ == "__main__":
    if sys.argv[1] == "fit":
        fit(sys.argv[2])
    else:
        app.run(host="127.0.0.1", port=int(sys.argv[2]))
