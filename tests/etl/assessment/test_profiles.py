"""Every formula of every profile and every edge case, with numbers worked out by hand.

One year of growth from 100 to 160 is 60 %, so most cases take one year: the rate can be read off. A case is its setting, its points and the row that
must come out: base year, current year (or year and value), observed, required, ratio, score, status. `ANY` stands where the method does not say.
"""

import functools
import math
import re

import pandas as pd
import pytest

from etl.assessment.assess import assess

COLUMNS = ["case_id", "base_year", "base_value", "current_year", "current_value", "observed", "required", "ratio", "score", "status", "reason"]
ANY, NONE = ..., None

# every profile answers each of these; the name of a case begins with the edge that it is about
EDGES = ["base zero", "target zero", "target reached", "reached and lost", "target is the base", "reversed direction", "missing base year", "missing middle years"]
EDGES += ["two points", "one point", "no point", "no report since the base", "overshoot", "limit", "revised past", "threshold", "negative", "change of sign"]
NOT_OF = {"sdsn": {"limit"}, "destatis": {"limit", "missing base year"}}

TO_200 = "growth_to_target up target=200 target_year=2016"  # 100 must double in one year: the required rate is 1, the ratio is the growth
TO_600 = "growth_to_target up target=600 target_year=2016"  # the required rate is 5: 3/5 and -0.5/5 are the thresholds to the last digit
TO_2100 = "growth_to_target up target=2100 target_year=2016"  # the required rate is 20: 19/20 is the threshold to the last digit
TO_50 = "growth_to_target down target=50 target_year=2016"  # 100 must halve in one year: the required rate is -1/2
TO_225 = "growth_to_target up target=225 target_year=2017"  # 100, 150, 225: the required rate is 1/2
C = 1 - 2**-4.44  # the natural limit 100 for a base of 50 or 150, r = 1/2

STATCAN = {
    "several years": ("growth_to_target up target=161.051 target_year=2020", {2015: 100, 2017: 121}, 2015, 2017, 0.1, 0.1, 1, 20 / 7, "substantial_progress"),
    "the target year is 2030": ("growth_to_target up target=417.7248169415656", {2015: 100, 2016: 110}, 2015, 2016, 0.1, 0.1, 1, 20 / 7, "substantial_progress"),
    "the base year is 2015": ("growth up", {2010: 50, 2015: 100, 2016: 110}, 2015, 2016, 0.1, NONE, 0.1, 5, "substantial_progress"),
    "another base year": ("growth up base_year=2010", {2010: 50, 2011: 55, 2015: 100, 2020: 50}, 2010, 2020, 0, NONE, 0, -2.5, "limited_progress"),
    "another current year": ("growth up current_year=2016", {2015: 100, 2016: 110, 2020: 50}, 2015, 2016, 0.1, NONE, 0.1, 5, "substantial_progress"),
    "a current year without a value": ("growth up current_year=2017", {2015: 100, 2016: 110, 2018: 120}, ANY, ANY, NONE, NONE, NONE, NONE, "not_available"),
    "a target is not looked at where the rule has none": ("growth up target=105", {2015: 100, 2016: 110}, 2015, 2016, 0.1, NONE, 0.1, 5, "substantial_progress"),
    # with a target: 0.95, 0.60 and 0; the score is (50v - 30)/7 from 0.6, (25v - 15)/6 below
    "threshold 0.95 just at": (TO_2100, {2015: 100, 2016: 2000}, 2015, 2016, 19, 20, 0.95, 2.5, "substantial_progress"),
    "threshold 0.95 just over": (TO_200, {2015: 100, 2016: 195.01}, 2015, 2016, 0.9501, 1, 0.9501, 17.505 / 7, "substantial_progress"),
    "threshold 0.95 just under": (TO_200, {2015: 100, 2016: 194.99}, 2015, 2016, 0.9499, 1, 0.9499, 17.495 / 7, "moderate_progress"),
    "threshold 0.95 under by a billionth": (TO_200, {2015: 100, 2016: 194.9999999}, 2015, 2016, ANY, 1, 0.949999999, ANY, "moderate_progress"),
    "threshold 0.60 just at": (TO_600, {2015: 100, 2016: 400}, 2015, 2016, 3, 5, 0.6, 0, "moderate_progress"),
    "threshold 0.60 just under": (TO_200, {2015: 100, 2016: 159.99}, 2015, 2016, 0.5999, 1, 0.5999, -0.0025 / 6, "limited_progress"),
    "threshold 0 just at": (TO_200, {2015: 100, 2016: 100}, 2015, 2016, 0, 1, 0, -2.5, "limited_progress"),
    "threshold 0 just under": (TO_200, {2015: 100, 2016: 99.99}, 2015, 2016, -0.0001, 1, -0.0001, -15.0025 / 6, "deterioration"),
    "the score ends at -5": (TO_200, {2015: 100, 2016: 40}, 2015, 2016, -0.6, 1, -0.6, -5, "deterioration"),
    "the score goes no lower": (TO_200, {2015: 100, 2016: 30}, 2015, 2016, -0.7, 1, -0.7, -5, "deterioration"),
    "the score reaches 5 at 1.3": (TO_225, {2015: 100, 2016: 165}, 2015, 2016, 0.65, 0.5, 1.3, 5, "substantial_progress"),
    "overshoot of the rate: the score goes no higher": (TO_225, {2015: 100, 2016: 170}, 2015, 2016, 0.7, 0.5, 1.4, 5, "substantial_progress"),
    # without: 1.5 %, 0.5 % and 0. 101.5/100 - 1 is 0.01499999999999990 in floating point, 98.5/100 - 1 is -0.01500000000000001
    "threshold 1.5 % falls just under": ("growth up", {2015: 100, 2016: 101.5}, 2015, 2016, 0.015, NONE, 0.015, 2.5, "moderate_progress"),
    "threshold 1.5 % downwards is met": ("growth down", {2015: 100, 2016: 98.5}, 2015, 2016, 0.015, NONE, 0.015, 2.5, "substantial_progress"),
    "threshold 1.5 % just over": ("growth up", {2015: 100, 2016: 101.51}, 2015, 2016, 0.0151, NONE, 0.0151, 2.55, "substantial_progress"),
    "threshold 1.5 % just under": ("growth up", {2015: 100, 2016: 101.49}, 2015, 2016, 0.0149, NONE, 0.0149, 2.475, "moderate_progress"),
    "threshold 0.5 % falls just under": ("growth up", {2015: 100, 2016: 100.5}, 2015, 2016, 0.005, NONE, 0.005, 0, "limited_progress"),
    "threshold 0.5 % downwards is met": ("growth down", {2015: 100, 2016: 99.5}, 2015, 2016, 0.005, NONE, 0.005, 0, "moderate_progress"),
    "threshold 0.5 % just over": ("growth up", {2015: 100, 2016: 100.51}, 2015, 2016, 0.0051, NONE, 0.0051, 0.025, "moderate_progress"),
    "threshold 0.5 % just under": ("growth up", {2015: 100, 2016: 100.49}, 2015, 2016, 0.0049, NONE, 0.0049, -0.05, "limited_progress"),
    "threshold 0 % just at": ("growth up", {2015: 100, 2016: 100}, 2015, 2016, 0, NONE, 0, -2.5, "limited_progress"),
    "threshold 0 % just under": ("growth up", {2015: 100, 2016: 99.99}, 2015, 2016, -0.0001, NONE, -0.0001, -2.5125, "deterioration"),
    "the score is 5 at 2 %": ("growth up", {2015: 100, 2016: 102}, 2015, 2016, 0.02, NONE, 0.02, 5, "substantial_progress"),
    "the score is -5 at -2 %": ("growth up", {2015: 100, 2016: 98}, 2015, 2016, -0.02, NONE, -0.02, -5, "deterioration"),
    "the score is never under -5": ("growth up", {2015: 100, 2016: 90}, 2015, 2016, -0.1, NONE, -0.1, -5, "deterioration"),
    # 0.015 C = 0.014309 and 0.005 C = 0.004770
    "limit: substantial from 1.43 %": ("growth up limit=100", {2015: 50, 2016: 50.72}, 2015, 2016, 0.0144, NONE, 0.0144, 7.2 / C - 5, "substantial_progress"),
    "limit: moderate under 1.43 %": ("growth up limit=100", {2015: 50, 2016: 50.715}, 2015, 2016, 0.0143, NONE, 0.0143, 3.575 / C - 1.25, "moderate_progress"),
    "limit: moderate from 0.48 %": ("growth up limit=100", {2015: 50, 2016: 50.24}, 2015, 2016, 0.0048, NONE, 0.0048, 1.2 / C - 1.25, "moderate_progress"),
    "limit: limited under 0.48 %": ("growth up limit=100", {2015: 50, 2016: 50.235}, 2015, 2016, 0.0047, NONE, 0.0047, 2.35 / C - 2.5, "limited_progress"),
    "limit: a fall is scored as ever": ("growth up limit=100", {2015: 50, 2016: 49.5}, 2015, 2016, -0.01, NONE, -0.01, -3.75, "deterioration"),
    "limit below the base": ("growth down limit=100", {2015: 150, 2016: 147.84}, 2015, 2016, 0.0144, NONE, 0.0144, 7.2 / C - 5, "substantial_progress"),
    "limit at half the base: no effect": ("growth down limit=100", {2015: 200, 2016: 197.2}, 2015, 2016, 0.014, NONE, 0.014, 2.25, "moderate_progress"),
    "limit far below the base: no effect": ("growth down limit=100", {2015: 300, 2016: 295.8}, 2015, 2016, 0.014, NONE, 0.014, 2.25, "moderate_progress"),
    "limit of zero: no effect": ("growth down limit=0", {2015: 200, 2016: 197.2}, 2015, 2016, 0.014, NONE, 0.014, 2.25, "moderate_progress"),
    "limit and base negative": ("growth down limit=-100", {2015: -50, 2016: -50.72}, 2015, 2016, 0.0144, NONE, 0.0144, 7.2 / C - 5, "substantial_progress"),
    "limit at the base: to stand is enough": ("growth up limit=100", {2015: 100, 2016: 100}, 2015, 2016, 0, NONE, 0, 5, "substantial_progress"),
    "limit at the base: a fall stays a fall": ("growth up limit=100", {2015: 100, 2016: 99}, 2015, 2016, -0.01, NONE, -0.01, -3.75, "deterioration"),
    "limit is for growth without a target": (f"{TO_200} limit=210", {2015: 100, 2016: 160}, 2015, 2016, 0.6, 1, 0.6, 0, "moderate_progress"),
    "base zero: 999-fold growth from 0.001": ("growth up", {2015: 0, 2016: 1}, 2015, 2016, 999, NONE, 999, 5, "substantial_progress"),
    # 1/0.001 - 1 = 999 over 10/0.001 - 1 = 9999 is 0.09990999..., the score 25 times that over 6, less 2.5
    "base zero with a target": ("growth_to_target up target=10 target_year=2016", {2015: 0, 2016: 1}, 2015, 2016, 999, 9999, 111 / 1111, 2775 / 6666 - 2.5, "limited_progress"),
    "base zero, still zero": ("growth up", {2015: 0, 2016: 0}, 2015, 2016, -1, NONE, -1, -5, "deterioration"),
    "base zero, then negative": ("growth up", {2015: 0, 2016: -1}, 2015, 2016, NONE, NONE, NONE, NONE, "not_available"),
    # (0.001/100)^(1/5) - 1 = 0.1 - 1
    "target zero: the rate to 0.001": ("growth_to_target down target=0 target_year=2020", {2015: 100, 2016: 10}, 2015, 2016, 0.9, 0.9, 1, 20 / 7, "substantial_progress"),
    "target zero: 0.001 is there": ("growth_to_target down target=0", {2015: 100, 2016: 0.001}, 2015, 2016, ANY, ANY, NONE, 5, "target_achieved"),
    "target zero: 0.002 is not": ("growth_to_target down target=0 target_year=2016", {2015: 100, 2016: 0.002}, 2015, 2016, 0.99998, 0.99999, ANY, ANY, "substantial_progress"),
    "target zero from below: no rate": ("growth_to_target up target=0", {2015: -100, 2016: -50}, 2015, 2016, ANY, NONE, NONE, NONE, "not_available"),
    "target reached exactly": (TO_200, {2015: 100, 2016: 200}, 2015, 2016, ANY, ANY, NONE, 5, "target_achieved"),
    "target reached, whatever the trend": ("growth_to_target up target=80", {2015: 100, 2016: 90}, 2015, 2016, ANY, ANY, NONE, 5, "target_achieved"),
    "target reached downwards": (TO_50, {2015: 100, 2016: 50}, 2015, 2016, ANY, ANY, NONE, 5, "target_achieved"),
    "target reached across zero": ("growth_to_target up target=50", {2015: -10, 2016: 60}, 2015, 2016, ANY, ANY, NONE, 5, "target_achieved"),
    "overshoot": (TO_200, {2015: 100, 2016: 100000}, 2015, 2016, ANY, ANY, NONE, 5, "target_achieved"),
    # 70/100 - 1 = -0.3 over |80/100 - 1| = 0.2
    "reached and lost": ("growth_to_target up target=80 target_year=2016", {2015: 100, 2016: 70}, 2015, 2016, -0.3, 0.2, -1.5, -5, "deterioration"),
    # sqrt(144/100) - 1 = 0.2 over 0.5; that it was reached in between counts for nothing
    "reached and lost in between": (TO_225, {2015: 100, 2016: 300, 2017: 144}, 2015, 2017, 0.2, 0.5, 0.4, -5 / 6, "limited_progress"),
    "target is the base, not met": ("growth_to_target up target=100", {2015: 100, 2016: 90}, 2015, 2016, ANY, ANY, NONE, NONE, "not_available"),
    "target is the base, met": ("growth_to_target up target=100", {2015: 100, 2016: 100}, 2015, 2016, ANY, ANY, NONE, 5, "target_achieved"),
    "reversed direction: halfway down": (TO_50, {2015: 100, 2016: 60}, 2015, 2016, 0.4, 0.5, 0.8, 10 / 7, "moderate_progress"),
    "reversed direction: threshold 0.95 just at": (TO_50, {2015: 100, 2016: 52.5}, 2015, 2016, 0.475, 0.5, 0.95, 2.5, "substantial_progress"),
    "reversed direction: a rise": (TO_50, {2015: 100, 2016: 110}, 2015, 2016, -0.1, 0.5, -0.2, -20 / 6, "deterioration"),
    "reversed direction without a target": ("growth down", {2015: 100, 2016: 101}, 2015, 2016, -0.01, NONE, -0.01, -3.75, "deterioration"),
    # 121/100 from 2017 to 2019
    "missing base year: the next later one": ("growth up", {2014: 1, 2017: 100, 2019: 121}, 2017, 2019, 0.1, NONE, 0.1, 5, "substantial_progress"),
    "missing base year: an empty one is missing": ("growth up", {2015: NONE, 2016: 100, 2018: 121}, 2016, 2018, 0.1, NONE, 0.1, 5, "substantial_progress"),
    "missing base year: none later": ("growth up", {2010: 100, 2014: 121}, NONE, 2014, NONE, NONE, NONE, NONE, "not_available"),
    "missing middle years": ("growth up", {2015: 100, 2018: NONE, 2019: 146.41}, 2015, 2019, 0.1, NONE, 0.1, 5, "substantial_progress"),
    "middle years do not count": ("growth up", {2015: 100, 2016: 7, 2018: 900, 2019: 146.41}, 2015, 2019, 0.1, NONE, 0.1, 5, "substantial_progress"),
    "two points": ("growth up", {2015: 100, 2017: 121}, 2015, 2017, 0.1, NONE, 0.1, 5, "substantial_progress"),
    "one point": ("growth up", {2016: 100}, 2016, 2016, NONE, NONE, NONE, NONE, "not_available"),
    "one point past the target": ("growth_to_target up target=80", {2016: 100}, 2016, 2016, NONE, ANY, NONE, NONE, "not_available"),
    "no point": ("growth up", {2015: NONE, 2016: NONE}, NONE, NONE, NONE, NONE, NONE, NONE, "not_available"),
    "no report since the base": ("growth up", {2012: 90, 2015: 100, 2018: NONE}, 2015, 2015, NONE, NONE, NONE, NONE, "not_available"),
    "a base year after the current one": ("growth up current_year=2013", {2013: 90, 2015: 100}, 2015, 2013, NONE, NONE, NONE, NONE, "not_available"),
    "a base year that is the target year": ("growth_to_target up target=200 base_year=2030", {2030: 100, 2031: 110}, 2030, 2031, ANY, ANY, NONE, NONE, "not_available"),
    "a base found after the target year": ("growth_to_target up target=200 base_year=2028", {2031: 100, 2032: 110}, 2031, 2032, ANY, ANY, NONE, NONE, "not_available"),
    "revised past": ("growth up", {2015: 110, 2016: 121}, 2015, 2016, 0.1, NONE, 0.1, 5, "substantial_progress"),
    # -80/-100 - 1 = -0.2, and minus that is the way up; required |-50/-100 - 1| = 0.5
    "negative, up": ("growth_to_target up target=-50 target_year=2016", {2015: -100, 2016: -80}, 2015, 2016, 0.2, 0.5, 0.4, -5 / 6, "limited_progress"),
    "negative, up, and falling": ("growth_to_target up target=-50 target_year=2016", {2015: -100, 2016: -120}, 2015, 2016, -0.2, 0.5, -0.4, -25 / 6, "deterioration"),
    "negative, down": ("growth_to_target down target=-200 target_year=2016", {2015: -100, 2016: -150}, 2015, 2016, 0.5, 1, 0.5, -2.5 / 6, "limited_progress"),
    "negative without a target": ("growth up", {2015: -100, 2016: -99}, 2015, 2016, 0.01, NONE, 0.01, 1.25, "moderate_progress"),
    "change of sign": ("growth up", {2015: -100, 2016: 50}, 2015, 2016, NONE, NONE, NONE, NONE, "not_available"),
    "change of sign downwards": ("growth down", {2015: 100, 2016: -50}, 2015, 2016, NONE, NONE, NONE, NONE, "not_available"),
    "change of sign to the target": ("growth_to_target down target=-50", {2015: 100, 2016: 50}, 2015, 2016, ANY, NONE, NONE, NONE, "not_available"),
    "a fall to zero": (TO_200, {2015: 100, 2016: 0}, 2015, 2016, -1, 1, -1, -5, "deterioration"),
}

EUROSTAT = {
    "several years": ("growth_to_target up target=161.051 target_year=2020 base_year=2015", {2015: 100, 2017: 121}, 2015, 2017, 0.1, 0.1, 1, NONE, "significant_progress"),
    "the target year is 2030": ("growth_to_target up target=417.7248169415656 base_year=2015", {2015: 100, 2016: 110}, 2015, 2016, 0.1, 0.1, 1, NONE, "significant_progress"),
    # 1.1^15 = 4.177248169415656 over the long window
    "the base is the year 15 before": ("growth up", {2000: 1, 2004: 7, 2005: 100, 2020: 417.7248169415656}, 2005, 2020, 0.1, NONE, 0.1, NONE, "significant_progress"),
    # 1.1^5 = 1.61051 over the short window
    "the short window": ("growth up base_year=2015", {2005: 999, 2015: 100, 2020: 161.051}, 2015, 2020, 0.1, NONE, 0.1, NONE, "significant_progress"),
    "another current year": ("growth up current_year=2016", {2000: 1, 2001: 100, 2016: 417.7248169415656, 2020: 1}, 2001, 2016, 0.1, NONE, 0.1, NONE, "significant_progress"),
    "threshold 95 % just at": (TO_2100, {2015: 100, 2016: 2000}, 2015, 2016, 19, 20, 0.95, NONE, "significant_progress"),
    "threshold 95 % just under": (TO_200, {2015: 100, 2016: 194.99}, 2015, 2016, 0.9499, 1, 0.9499, NONE, "moderate_progress"),
    "threshold 60 % just at": (TO_600, {2015: 100, 2016: 400}, 2015, 2016, 3, 5, 0.6, NONE, "moderate_progress"),
    "threshold 60 % just under": (TO_200, {2015: 100, 2016: 159.99}, 2015, 2016, 0.5999, 1, 0.5999, NONE, "insufficient_progress"),
    "threshold 0 % just at": (TO_200, {2015: 100, 2016: 100}, 2015, 2016, 0, 1, 0, NONE, "insufficient_progress"),
    "threshold 0 % just under": (TO_200, {2015: 100, 2016: 99.99}, 2015, 2016, -0.0001, 1, -0.0001, NONE, "movement_away"),
    # 101/100 - 1 is 0.01000000000000001 in floating point, 99/100 - 1 is -0.01000000000000001
    "threshold 1 % just at": ("growth up", {2015: 100, 2016: 101}, 2015, 2016, 0.01, NONE, 0.01, NONE, "significant_progress"),
    "threshold 1 % just under": ("growth up", {2015: 100, 2016: 100.99}, 2015, 2016, 0.0099, NONE, 0.0099, NONE, "moderate_progress"),
    "threshold 0 just at": ("growth up", {2015: 100, 2016: 100}, 2015, 2016, 0, NONE, 0, NONE, "moderate_progress"),
    "threshold 0 just under": ("growth up", {2015: 100, 2016: 99.99}, 2015, 2016, -0.0001, NONE, -0.0001, NONE, "moderate_movement_away"),
    "threshold -1 % just over": ("growth up", {2015: 100, 2016: 99.01}, 2015, 2016, -0.0099, NONE, -0.0099, NONE, "moderate_movement_away"),
    "threshold -1 % just at": ("growth up", {2015: 100, 2016: 99}, 2015, 2016, -0.01, NONE, -0.01, NONE, "significant_movement_away"),
    "threshold -1 % just under": ("growth up", {2015: 100, 2016: 98.99}, 2015, 2016, -0.0101, NONE, -0.0101, NONE, "significant_movement_away"),
    "limit: has no effect": ("growth up limit=100", {2015: 50, 2016: 50.49}, 2015, 2016, 0.0098, NONE, 0.0098, NONE, "moderate_progress"),
    "base zero": ("growth up", {2015: 0, 2016: 1}, 2015, 2016, NONE, NONE, NONE, NONE, "not_available"),
    "base zero with a target": (TO_200, {2015: 0, 2016: 1}, 2015, 2016, NONE, NONE, NONE, NONE, "not_available"),
    "target zero": ("growth_to_target down target=0", {2015: 100, 2016: 50}, 2015, 2016, ANY, ANY, NONE, NONE, "not_available"),
    "target reached exactly": (TO_200, {2015: 100, 2016: 200}, 2015, 2016, ANY, ANY, ANY, NONE, "significant_progress"),
    "target reached, whatever the ratio": ("growth_to_target up target=80", {2015: 100, 2016: 90}, 2015, 2016, ANY, ANY, ANY, NONE, "significant_progress"),
    "overshoot": (TO_200, {2015: 100, 2016: 900}, 2015, 2016, ANY, ANY, ANY, NONE, "significant_progress"),
    # sqrt(144/100) - 1 = 0.2 over 0.5
    "reached and lost in between": (TO_225, {2015: 100, 2016: 300, 2017: 144}, 2015, 2017, 0.2, 0.5, 0.4, NONE, "insufficient_progress"),
    # the bare ratio would be -0.3 over -0.2, "significant progress"; the value can only have moved away
    "reached and lost": ("growth_to_target up target=80 target_year=2016", {2015: 100, 2016: 70}, 2015, 2016, ANY, ANY, ANY, NONE, "movement_away"),
    "target is the base, not met": ("growth_to_target up target=100", {2015: 100, 2016: 90}, 2015, 2016, ANY, ANY, NONE, NONE, "not_available"),
    "target is the base, met": ("growth_to_target up target=100", {2015: 100, 2016: 100}, 2015, 2016, ANY, ANY, ANY, NONE, "significant_progress"),
    # 60/100 - 1 = -0.4 over -0.5
    "reversed direction": (TO_50, {2015: 100, 2016: 60}, 2015, 2016, ANY, ANY, 0.8, NONE, "moderate_progress"),
    "reversed direction: a rise": (TO_50, {2015: 100, 2016: 110}, 2015, 2016, ANY, ANY, -0.2, NONE, "movement_away"),
    "reversed direction without a target": ("growth down", {2015: 100, 2016: 99}, 2015, 2016, 0.01, NONE, 0.01, NONE, "significant_progress"),
    "reversed direction without a target: a rise": ("growth down", {2015: 100, 2016: 101}, 2015, 2016, -0.01, NONE, -0.01, NONE, "significant_movement_away"),
    "missing base year: the next later one": ("growth up", {2000: 5, 2008: 100, 2020: 100 * 1.1**12}, 2008, 2020, 0.1, NONE, 0.1, NONE, "significant_progress"),
    "missing base year: none later": ("growth up", {2000: 5, 2020: 100}, 2020, 2020, NONE, NONE, NONE, NONE, "not_available"),
    "missing middle years": ("growth up", {2015: 100, 2016: NONE, 2017: 121}, 2015, 2017, 0.1, NONE, 0.1, NONE, "significant_progress"),
    "two points": ("growth up", {2018: 100, 2020: 121}, 2018, 2020, 0.1, NONE, 0.1, NONE, "significant_progress"),
    "one point": ("growth up", {2016: 100}, 2016, 2016, NONE, NONE, NONE, NONE, "not_available"),
    "no point": ("growth up", {2015: NONE}, NONE, NONE, NONE, NONE, NONE, NONE, "not_available"),
    "no report since the base": ("growth up base_year=2015", {2012: 90, 2015: 100}, 2015, 2015, NONE, NONE, NONE, NONE, "not_available"),
    "a base year that is the target year": ("growth_to_target up target=200 base_year=2030", {2030: 100, 2031: 110}, 2030, 2031, ANY, ANY, NONE, NONE, "not_available"),
    "revised past": ("growth up", {2015: 110, 2016: 121}, 2015, 2016, 0.1, NONE, 0.1, NONE, "significant_progress"),
    "negative": ("growth up", {2015: -100, 2016: -80}, 2015, 2016, NONE, NONE, NONE, NONE, "not_available"),
    "change of sign": ("growth up", {2015: 100, 2016: -80}, 2015, 2016, NONE, NONE, NONE, NONE, "not_available"),
    "change of sign to the target": ("growth_to_target down target=-50", {2015: 100, 2016: 50}, 2015, 2016, ANY, NONE, NONE, NONE, "not_available"),
    "a fall to zero": ("growth up", {2015: 100, 2016: 0}, 2015, 2016, -1, NONE, -1, NONE, "significant_movement_away"),
    "a fall to zero that is wished": ("growth down", {2015: 100, 2016: 0}, 2015, 2016, 1, NONE, 1, NONE, "significant_progress"),
}

NO_BASE = (NONE, ANY, NONE)  # observed, required and ratio of a case that cannot be judged
LIKERT = "ordinal target=5"
OWN = "growth up threshold_high=0.5 threshold_mid=0.25 threshold_low=-0.5"

UNSD = {
    "several years": ("growth_to_target up target=161.051 target_year=2020", {2015: 100, 2017: 121}, 2015, 2017, 0.1, 0.1, 1, NONE, "on_track"),
    "the target year is 2030": ("growth_to_target up target=417.7248169415656", {2015: 100, 2016: 110}, 2015, 2016, 0.1, 0.1, 1, NONE, "on_track"),
    "current_year is not used": ("growth up current_year=2016", {2015: 100, 2016: 90, 2017: 121}, 2015, 2017, 0.1, NONE, 0.1, NONE, "on_track"),
    "threshold 0.95 just at": (TO_2100, {2015: 100, 2016: 2000}, 2015, 2016, 19, 20, 0.95, NONE, "on_track"),
    "threshold 0.95 just under": (TO_200, {2015: 100, 2016: 194.99}, 2015, 2016, 0.9499, 1, 0.9499, NONE, "fair_progress"),
    "threshold 0.5 just at": (TO_200, {2015: 100, 2016: 150}, 2015, 2016, 0.5, 1, 0.5, NONE, "fair_progress"),
    "threshold 0.5 just under": (TO_200, {2015: 100, 2016: 149.99}, 2015, 2016, 0.4999, 1, 0.4999, NONE, "limited_progress"),
    "threshold -0.1 just at": (TO_600, {2015: 100, 2016: 50}, 2015, 2016, -0.5, 5, -0.1, NONE, "limited_progress"),
    "threshold -0.1 just under": (TO_200, {2015: 100, 2016: 89.99}, 2015, 2016, -0.1001, 1, -0.1001, NONE, "deterioration"),
    # more than 1 %, 0.5 %, -1 %: 101/100 - 1 = 0.01000000000000001, 100.5/100 - 1 = 0.00499999999999989, 99/100 - 1 = -0.01000000000000001
    "threshold 1 % is passed by a digit": ("growth up", {2015: 100, 2016: 101}, 2015, 2016, 0.01, NONE, 0.01, NONE, "on_track"),
    "threshold 1 % just over": ("growth up", {2015: 100, 2016: 101.01}, 2015, 2016, 0.0101, NONE, 0.0101, NONE, "on_track"),
    "threshold 1 % just under": ("growth up", {2015: 100, 2016: 100.99}, 2015, 2016, 0.0099, NONE, 0.0099, NONE, "fair_progress"),
    "threshold 0.5 % falls just under": ("growth up", {2015: 100, 2016: 100.5}, 2015, 2016, 0.005, NONE, 0.005, NONE, "limited_progress"),
    "threshold 0.5 % just over": ("growth up", {2015: 100, 2016: 100.51}, 2015, 2016, 0.0051, NONE, 0.0051, NONE, "fair_progress"),
    "threshold 0.5 % downwards is passed": ("growth down", {2015: 100, 2016: 99.5}, 2015, 2016, 0.005, NONE, 0.005, NONE, "fair_progress"),
    "threshold -1 % falls just under": ("growth up", {2015: 100, 2016: 99}, 2015, 2016, -0.01, NONE, -0.01, NONE, "deterioration"),
    "threshold -1 % just over": ("growth up", {2015: 100, 2016: 99.01}, 2015, 2016, -0.0099, NONE, -0.0099, NONE, "limited_progress"),
    # own limits that floating point holds exactly: the value must lie above them
    "threshold of its own, high": (OWN, {2015: 100, 2016: 150}, 2015, 2016, 0.5, NONE, 0.5, NONE, "fair_progress"),
    "threshold of its own, over high": (OWN, {2015: 100, 2016: 151}, 2015, 2016, 0.51, NONE, 0.51, NONE, "on_track"),
    "threshold of its own, mid": (OWN, {2015: 100, 2016: 125}, 2015, 2016, 0.25, NONE, 0.25, NONE, "limited_progress"),
    "threshold of its own, low": (OWN, {2015: 100, 2016: 50}, 2015, 2016, -0.5, NONE, -0.5, NONE, "deterioration"),
    "threshold of its own, over low": (OWN, {2015: 100, 2016: 51}, 2015, 2016, -0.49, NONE, -0.49, NONE, "limited_progress"),
    "growth: a target only decides achieved": ("growth up target=150", {2015: 100, 2016: 110}, 2015, 2016, 0.1, NONE, 0.1, NONE, "on_track"),
    "growth: a target that is reached": ("growth up target=150", {2015: 200, 2016: 160}, 2015, 2016, ANY, ANY, ANY, NONE, "target_achieved"),
    "limit: has no effect": ("growth up limit=100", {2015: 50, 2016: 50.49}, 2015, 2016, 0.0098, NONE, 0.0098, NONE, "fair_progress"),
    "missing base year: 2016 before 2014": ("growth up", {2014: 1, 2016: 100, 2018: 121}, 2016, 2018, 0.1, NONE, 0.1, NONE, "on_track"),
    "missing base year: 2014 before 2017": ("growth up", {2014: 100, 2017: 7, 2018: 146.41}, 2014, 2018, 0.1, NONE, 0.1, NONE, "on_track"),
    "missing base year: 2017 before 2013": ("growth up", {2013: 7, 2017: 100, 2019: 121}, 2017, 2019, 0.1, NONE, 0.1, NONE, "on_track"),
    "missing base year: 2013 before 2018": ("growth up", {2013: 100, 2018: 7, 2019: 177.1561}, 2013, 2019, 0.1, NONE, 0.1, NONE, "on_track"),
    "missing base year: 2018 before 2012": ("growth up", {2012: 7, 2018: 100, 2020: 121}, 2018, 2020, 0.1, NONE, 0.1, NONE, "on_track"),
    "missing base year: 2012 at last": ("growth up", {2012: 100, 2019: 7, 2020: 214.358881}, 2012, 2020, 0.1, NONE, 0.1, NONE, "on_track"),
    "missing base year: no other": ("growth up", {2011: 100, 2019: 7, 2020: 8}, NONE, 2020, *NO_BASE, NONE, "insufficient_data"),
    "missing base year: an empty one is missing": ("growth up", {2015: NONE, 2016: 100, 2018: 121}, 2016, 2018, 0.1, NONE, 0.1, NONE, "on_track"),
    "missing base year: around another one": ("growth up base_year=2010", {2009: 100, 2012: 7, 2015: 8, 2017: 214.358881}, 2009, 2017, 0.1, NONE, 0.1, NONE, "on_track"),
    "missing base year: the one found is the last": ("growth up", {2014: 100, 2016: 121}, 2016, 2016, *NO_BASE, NONE, "insufficient_data"),
    "base zero: the next in the order": ("growth up", {2014: 7, 2015: 0, 2016: 100, 2018: 121}, 2016, 2018, 0.1, NONE, 0.1, NONE, "on_track"),
    "base zero: none that is not": ("growth up", {2015: 0, 2020: 8}, NONE, 2020, *NO_BASE, NONE, "insufficient_data"),
    "base zero: zero is wished and there": ("growth down", {2015: 0, 2020: 0}, NONE, 2020, *NO_BASE, NONE, "target_achieved"),
    "base zero: zero is there and not wished": ("growth up", {2015: 0, 2020: 0}, NONE, 2020, *NO_BASE, NONE, "insufficient_data"),
    "base zero: zero is wished and no more there": ("growth down", {2015: 0, 2020: 3}, NONE, 2020, *NO_BASE, NONE, "insufficient_data"),
    "base zero: with a target": ("growth_to_target up target=9", {2015: 0, 2020: 3}, NONE, 2020, *NO_BASE, NONE, "insufficient_data"),
    "target zero, not reached": ("growth_to_target down target=0", {2015: 100, 2016: 50}, 2015, 2016, ANY, ANY, NONE, NONE, "not_available"),
    "target zero, reached": ("growth_to_target down target=0", {2015: 100, 2016: 0}, 2015, 2016, ANY, ANY, ANY, NONE, "target_achieved"),
    "target reached exactly": (TO_200, {2015: 100, 2016: 200}, 2015, 2016, ANY, ANY, ANY, NONE, "target_achieved"),
    "target reached, whatever the trend": ("growth_to_target up target=80", {2015: 100, 2016: 90}, 2015, 2016, ANY, ANY, ANY, NONE, "target_achieved"),
    "target reached without a base": ("growth_to_target up target=80", {2010: 7, 2020: 90}, NONE, 2020, ANY, ANY, ANY, NONE, "target_achieved"),
    "overshoot": (TO_200, {2015: 100, 2016: 900}, 2015, 2016, ANY, ANY, ANY, NONE, "target_achieved"),
    "reached and lost": ("growth_to_target up target=80", {2015: 100, 2016: 70}, 2015, 2016, ANY, ANY, ANY, NONE, "deterioration"),
    "reached and lost downwards": ("growth_to_target down target=80", {2015: 70, 2016: 81}, 2015, 2016, ANY, ANY, ANY, NONE, "deterioration"),
    "reached and lost in between": (TO_225, {2015: 100, 2016: 300, 2017: 144}, 2015, 2017, 0.2, 0.5, 0.4, NONE, "limited_progress"),
    "target is the base, not met": ("growth_to_target up target=100", {2015: 100, 2016: 99.9}, 2015, 2016, ANY, ANY, NONE, NONE, "deterioration"),
    "target is the base, met": ("growth_to_target up target=100", {2015: 100, 2016: 100}, 2015, 2016, ANY, ANY, ANY, NONE, "target_achieved"),
    "reversed direction": (TO_50, {2015: 100, 2016: 60}, 2015, 2016, 0.4, 0.5, 0.8, NONE, "fair_progress"),
    "reversed direction: a rise": (TO_50, {2015: 100, 2016: 110}, 2015, 2016, -0.1, 0.5, -0.2, NONE, "deterioration"),
    "reversed direction without a target": ("growth down", {2015: 100, 2016: 102}, 2015, 2016, -0.02, NONE, -0.02, NONE, "deterioration"),
    "missing middle years": ("growth up", {2015: 100, 2016: NONE, 2018: 133.1}, 2015, 2018, 0.1, NONE, 0.1, NONE, "on_track"),
    "two points": ("growth up", {2015: 100, 2017: 121}, 2015, 2017, 0.1, NONE, 0.1, NONE, "on_track"),
    "one point": ("growth up", {2016: 100}, 2016, 2016, *NO_BASE, NONE, "insufficient_data"),
    "one point past the target": ("growth_to_target up target=80", {2016: 100}, 2016, 2016, ANY, ANY, ANY, NONE, "target_achieved"),
    "no point": ("growth up", {2015: NONE, 2020: NONE}, NONE, NONE, *NO_BASE, NONE, "insufficient_data"),
    "no report since the base": ("growth up", {2012: 100, 2015: 121}, ANY, 2015, *NO_BASE, NONE, "no_data_after_2015"),
    "no report since the base, target reached": ("growth_to_target up target=80", {2012: 100, 2015: 121}, ANY, 2015, *NO_BASE, NONE, "no_data_after_2015"),
    "no report since the base: 2015 counts, not the base": ("growth up base_year=2005", {2005: 100, 2014: 121}, ANY, 2014, ANY, ANY, NONE, NONE, "no_data_after_2015"),
    "a base year that is the target year": ("growth_to_target up target=200 base_year=2030", {2030: 100, 2031: 110}, 2030, 2031, ANY, ANY, NONE, NONE, "not_available"),
    "revised past": ("growth up", {2015: 110, 2016: 121}, 2015, 2016, 0.1, NONE, 0.1, NONE, "on_track"),
    # -80/-100 - 1 = -0.2, the direction is turned round
    # a base below 0 changes nothing: the rate is that of the sizes, as the published results have it in 11 of 11 cases
    "negative, up": ("growth up", {2015: -100, 2016: -80}, 2015, 2016, -0.2, NONE, -0.2, NONE, "deterioration"),
    "negative, down": ("growth down", {2015: -100, 2016: -80}, 2015, 2016, 0.2, NONE, 0.2, NONE, "on_track"),
    "negative, up, and growing in size": ("growth up", {2015: -100, 2016: -102}, 2015, 2016, 0.02, NONE, 0.02, NONE, "on_track"),
    "negative to zero": ("growth up", {2015: -100, 2016: 0}, 2015, 2016, -1, NONE, -1, NONE, "deterioration"),
    "parity without a base": ("parity", {2020: 0.5}, NONE, 2020, NONE, NONE, NONE, NONE, "insufficient_data"),
    "parity reached without a base": ("parity", {2020: 1.02}, NONE, 2020, NONE, NONE, NONE, NONE, "target_achieved"),
    "negative target": ("growth_to_target up target=-50", {2015: -100, 2016: -80}, 2015, 2016, ANY, ANY, NONE, NONE, "not_available"),
    "negative base, positive target": ("growth_to_target up target=50", {2015: -100, 2016: -80}, 2015, 2016, ANY, ANY, NONE, NONE, "not_available"),
    "change of sign": ("growth up", {2015: -100, 2016: 80}, 2015, 2016, NONE, ANY, NONE, NONE, "not_available"),
    "change of sign downwards": ("growth down", {2015: 100, 2016: -80}, 2015, 2016, NONE, ANY, NONE, NONE, "not_available"),
    "a fall to zero": ("growth up", {2015: 100, 2016: 0}, 2015, 2016, -1, NONE, -1, NONE, "deterioration"),
    "binary, met": ("binary", {2015: 0, 2020: 1}, ANY, 2020, ANY, ANY, ANY, NONE, "target_achieved"),
    "binary, not met": ("binary", {2015: 1, 2020: 0}, ANY, 2020, ANY, ANY, ANY, NONE, "target_not_achieved"),
    "binary, another target": ("binary target=3", {2020: 3}, ANY, 2020, ANY, ANY, ANY, NONE, "target_achieved"),
    "binary, past the target is not the target": ("binary target=3", {2020: 4}, ANY, 2020, ANY, ANY, ANY, NONE, "target_not_achieved"),
    "binary, an old report counts": ("binary", {2010: 1}, ANY, 2010, ANY, ANY, ANY, NONE, "target_achieved"),
    "binary, no point": ("binary", {2010: NONE}, NONE, NONE, NONE, NONE, NONE, NONE, "insufficient_data"),
    "ordinal, at the target level": (LIKERT, {2015: 4, 2020: 5}, 2015, 2020, ANY, ANY, ANY, NONE, "target_achieved"),
    "ordinal, at the target level without a base": (LIKERT, {2020: 5}, ANY, 2020, ANY, ANY, ANY, NONE, "target_achieved"),
    "ordinal, three steps": (LIKERT, {2015: 1, 2020: 4}, 2015, 2020, 3, NONE, 3, NONE, "on_track"),
    "ordinal, two steps": (LIKERT, {2015: 1, 2020: 3}, 2015, 2020, 2, NONE, 2, NONE, "on_track"),
    "ordinal, one step": (LIKERT, {2015: 1, 2020: 2}, 2015, 2020, 1, NONE, 1, NONE, "fair_progress"),
    "ordinal, no step": (LIKERT, {2015: 1, 2020: 1}, 2015, 2020, 0, NONE, 0, NONE, "limited_progress"),
    "ordinal, a step down": (LIKERT, {2015: 1, 2020: 0}, 2015, 2020, -1, NONE, -1, NONE, "deterioration"),
    "ordinal, reached and lost": (LIKERT, {2015: 5, 2020: 4}, 2015, 2020, -1, NONE, -1, NONE, "deterioration"),
    "ordinal, zero is a base": (LIKERT, {2015: 0, 2016: 4, 2020: 1}, 2015, 2020, 1, NONE, 1, NONE, "fair_progress"),
    "ordinal, missing base year": (LIKERT, {2013: 0, 2017: 2, 2020: 3}, 2017, 2020, 1, NONE, 1, NONE, "fair_progress"),
    "ordinal, no base": (LIKERT, {2011: 0, 2020: 3}, NONE, 2020, *NO_BASE, NONE, "insufficient_data"),
    "ordinal, one point": (LIKERT, {2016: 3}, 2016, 2016, ANY, ANY, NONE, NONE, "insufficient_data"),
    "ordinal, no report since the base": (LIKERT, {2010: 3, 2015: 5}, ANY, 2015, ANY, ANY, NONE, NONE, "no_data_after_2015"),
    "parity, 3 % under": ("parity", {2015: 0.5, 2016: 0.97}, 2015, 2016, ANY, ANY, ANY, NONE, "target_achieved"),
    "parity, 3 % over": ("parity", {2015: 2, 2016: 1.03}, 2015, 2016, ANY, ANY, ANY, NONE, "target_achieved"),
    # 0.96/0.5 - 1 = 0.92 over 1/0.5 - 1 = 1
    "parity, 4 % under": ("parity target_year=2016", {2015: 0.5, 2016: 0.96}, 2015, 2016, 0.92, 1, 0.92, NONE, "fair_progress"),
    # 1.04/2 - 1 = -0.48 over 1/2 - 1 = -0.5
    "parity, 4 % over": ("parity target_year=2016", {2015: 2, 2016: 1.04}, 2015, 2016, ANY, ANY, 0.96, NONE, "on_track"),
    "parity, halfway from below": ("parity target_year=2016", {2015: 0.5, 2016: 0.75}, 2015, 2016, 0.5, 1, 0.5, NONE, "fair_progress"),
    "parity, halfway from above": ("parity target_year=2016", {2015: 2, 2016: 1.5}, 2015, 2016, ANY, ANY, 0.5, NONE, "fair_progress"),
    "parity, away from it": ("parity target_year=2016", {2015: 2, 2016: 2.2}, 2015, 2016, ANY, ANY, -0.2, NONE, "deterioration"),
    "parity by 2030": ("parity", {2015: 1.1**-15, 2016: 1.1**-14}, 2015, 2016, 0.1, 0.1, 1, NONE, "on_track"),
    "doubling, done": ("doubling", {2015: 100, 2016: 200}, 2015, 2016, ANY, ANY, ANY, NONE, "target_achieved"),
    "doubling, half of it": ("doubling target_year=2016", {2015: 100, 2016: 150}, 2015, 2016, 0.5, 1, 0.5, NONE, "fair_progress"),
    "doubling by 2030": ("doubling", {2015: 100, 2020: 100 * 2 ** (5 / 15)}, 2015, 2020, 2 ** (1 / 15) - 1, 2 ** (1 / 15) - 1, 1, NONE, "on_track"),
    "doubling, a loss": ("doubling target_year=2016", {2015: 100, 2016: 80}, 2015, 2016, -0.2, 1, -0.2, NONE, "deterioration"),
    "halving, done": ("halving", {2015: 100, 2016: 50}, 2015, 2016, ANY, ANY, ANY, NONE, "target_achieved"),
    # 75/100 - 1 = -0.25 over -0.5
    "halving, half of it": ("halving target_year=2016", {2015: 100, 2016: 75}, 2015, 2016, 0.25, 0.5, 0.5, NONE, "fair_progress"),
    "halving, a rise": ("halving target_year=2016", {2015: 100, 2016: 104}, 2015, 2016, -0.04, 0.5, -0.08, NONE, "limited_progress"),
}

SCORE = "score lower_bound=0 target=100 green_threshold=80 red_threshold=40"  # the score is the value; yellow from 60
TURNED = "score lower_bound=50 target=0 green_threshold=10 red_threshold=30"  # the score is 100 - 2y: green from 80, yellow from 60, orange from 40
BILLIONTH = 1e-9

# from 20 in 2015 to green in 2030 are 4 a year
SDSN = {
    "threshold 1 just at": (SCORE, {2015: 20, 2020: 40}, 2015, 2020, 4, 4, 1, 40, "on_track", "orange"),
    "threshold 1 just under": (SCORE, {2015: 20, 2020: 39.99}, 2015, 2020, 3.998, 4, 0.9995, 39.99, "moderately_improving", "red"),
    "threshold 0.5 just at": (SCORE, {2015: 20, 2020: 30}, 2015, 2020, 2, 4, 0.5, 30, "moderately_improving", "red"),
    "threshold 0.5 just under": (SCORE, {2015: 20, 2020: 29.99}, 2015, 2020, 1.998, 4, 0.4995, 29.99, "stagnating", "red"),
    "threshold 0 just at": (SCORE, {2015: 20, 2020: 20}, 2015, 2020, 0, 4, 0, 20, "stagnating", "red"),
    "threshold 0 just under": (SCORE, {2015: 20, 2020: 19.99}, 2015, 2020, -0.002, 4, NONE, 19.99, "decreasing", "red"),
    "threshold green just at": (SCORE, {2015: 20, 2020: 80}, 2015, 2020, 12, 4, NONE, 80, "on_track", "green"),
    "threshold green just at, falling": (SCORE, {2015: 90, 2020: 80}, 2015, 2020, -2, ANY, NONE, 80, "stagnating", "green"),
    "threshold green within the tolerance": (SCORE, {2015: 20, 2020: 80 - BILLIONTH / 2}, 2015, 2020, ANY, 4, ANY, 80, "on_track", "green"),
    "threshold green beyond the tolerance": (SCORE, {2015: 20, 2020: 80 - 3 * BILLIONTH}, 2015, 2020, ANY, 4, 3, 80, "on_track", "yellow"),
    "threshold yellow just at": (SCORE, {2015: 20, 2020: 60}, 2015, 2020, 8, 4, 2, 60, "on_track", "yellow"),
    "threshold yellow within the tolerance": (SCORE, {2015: 20, 2020: 60 - BILLIONTH / 2}, 2015, 2020, 8, 4, 2, 60, "on_track", "yellow"),
    "threshold yellow beyond the tolerance": (SCORE, {2015: 20, 2020: 60 - 3 * BILLIONTH}, 2015, 2020, 8, 4, 2, 60, "on_track", "orange"),
    "threshold red just at": (SCORE, {2015: 60, 2020: 40}, 2015, 2020, -4, 20 / 15, NONE, 40, "decreasing", "orange"),
    "threshold red within the tolerance": (SCORE, {2015: 60, 2020: 40 - BILLIONTH / 2}, 2015, 2020, -4, 20 / 15, NONE, 40, "decreasing", "orange"),
    "threshold red beyond the tolerance": (SCORE, {2015: 60, 2020: 40 - 3 * BILLIONTH}, 2015, 2020, -4, 20 / 15, NONE, 40, "decreasing", "red"),
    # (27 - 7)/(57 - 7) = 40 %, (17 - 7)/50 = 20 %; green 80 % at 47, red 40 % at 27
    "bounds that are not 0 and 100": ("score lower_bound=7 target=57 green_threshold=47 red_threshold=27", {2015: 17, 2020: 27}, 2015, 2020, 4, 4, 1, 40, "on_track", "orange"),
    "the base year is 2015": (SCORE, {2010: 70, 2015: 20, 2020: 40}, 2015, 2020, 4, 4, 1, 40, "on_track", "orange"),
    # (80 - 20)/(2030 - 2010) = 3 a year
    "another base year": (SCORE + " base_year=2010", {2010: 20, 2015: 70, 2020: 50}, 2010, 2020, 3, 3, 1, 50, "on_track", "orange"),
    "another target year": (SCORE + " target_year=2035", {2015: 20, 2020: 35}, 2015, 2020, 3, 3, 1, 35, "on_track", "red"),
    "base zero": (SCORE, {2015: 0, 2021: 16}, 2015, 2021, 16 / 6, 80 / 15, 0.5, 16, "moderately_improving", "red"),
    "target zero": (TURNED, {2015: 40, 2020: 30}, 2015, 2020, 4, 4, 1, 40, "on_track", "orange"),
    "target reached and rising": (SCORE, {2015: 85, 2020: 90}, 2015, 2020, 1, ANY, NONE, 90, "on_track", "green"),
    "target reached and standing": (SCORE, {2015: 85, 2020: 85}, 2015, 2020, 0, ANY, NONE, 85, "on_track", "green"),
    "target reached and falling": (SCORE, {2015: 90, 2020: 85}, 2015, 2020, -1, ANY, NONE, 85, "stagnating", "green"),
    "reached and lost": (SCORE, {2015: 85, 2020: 75}, 2015, 2020, -2, ANY, NONE, 75, "decreasing", "yellow"),
    "reached and lost in between": (SCORE, {2015: 20, 2018: 90, 2020: 30}, 2015, 2020, 2, 4, 0.5, 30, "moderately_improving", "red"),
    "target is the base, at green": (SCORE, {2015: 80, 2020: 80}, 2015, 2020, 0, ANY, NONE, 80, "on_track", "green"),
    "target is the base, no more at green": (SCORE, {2015: 80, 2020: 79}, 2015, 2020, -0.2, ANY, NONE, 79, "decreasing", "yellow"),
    # 40 of 50 is a score of 20, 35 of 30
    "reversed direction": (TURNED, {2015: 40, 2020: 35}, 2015, 2020, 2, 4, 0.5, 30, "moderately_improving", "red"),
    "reversed direction: a rise": (TURNED, {2015: 20, 2020: 25}, 2015, 2020, -2, 20 / 15, NONE, 50, "decreasing", "orange"),
    # (80 - 24)/(2030 - 2016) = 4
    "missing base year: the nearest": (SCORE, {2013: 70, 2016: 24, 2020: 40}, 2016, 2020, 4, 4, 1, 40, "on_track", "orange"),
    # (80 - 16)/(2030 - 2014) = 4
    "missing base year: the earlier on a tie": (SCORE, {2014: 16, 2016: 70, 2020: 40}, 2014, 2020, 4, 4, 1, 40, "on_track", "orange"),
    "missing base year: far before": (SCORE, {2006: 20, 2008: 40, 2026: 36}, 2008, 2026, -4 / 18, 40 / 22, NONE, 36, "decreasing", "red"),
    "missing base year: an empty one is missing": (SCORE, {2015: NONE, 2016: 24, 2020: 40}, 2016, 2020, 4, 4, 1, 40, "on_track", "orange"),
    "missing base year: the nearest is the last": (SCORE, {2005: 20, 2014: 40}, ANY, 2014, NONE, ANY, NONE, 40, "not_available", "orange"),
    "missing middle years": (SCORE, {2015: 20, 2016: NONE, 2025: 40}, 2015, 2025, 2, 4, 0.5, 40, "moderately_improving", "orange"),
    "two points": (SCORE, {2018: 32, 2020: 40}, 2018, 2020, 4, 4, 1, 40, "on_track", "orange"),
    "one point": (SCORE, {2020: 85}, 2020, 2020, NONE, ANY, NONE, 85, "not_available", "green"),
    "no point": (SCORE, {2015: NONE}, NONE, NONE, NONE, NONE, NONE, NONE, "not_available", NONE),
    "no report since the base": (SCORE, {2015: 50, 2018: NONE}, 2015, 2015, NONE, ANY, NONE, 50, "not_available", "orange"),
    "overshoot: clipped at 100": (SCORE, {2015: 20, 2020: 130}, 2015, 2020, 22, 4, NONE, 100, "on_track", "green"),
    "overshoot: not clipped in the trend": (SCORE, {2015: 150, 2020: 130}, 2015, 2020, -4, ANY, NONE, 100, "stagnating", "green"),
    # from -40 to green are 8 a year
    "negative: clipped at 0, not in the trend": (SCORE, {2015: -40, 2020: -20}, 2015, 2020, 4, 8, 0.5, 0, "moderately_improving", "red"),
    "change of sign": (SCORE, {2015: -40, 2020: 0}, 2015, 2020, 8, 8, 1, 0, "on_track", "red"),
    "a start in the target year": (SCORE + " base_year=2030", {2030: 20, 2031: 30}, 2030, 2031, 10, ANY, NONE, 30, "not_available", "red"),
    "a start in the target year, at green": (SCORE + " base_year=2030", {2030: 20, 2031: 90}, 2030, 2031, 70, ANY, NONE, 90, "on_track", "green"),
    "a start in the target year, falling": (SCORE + " base_year=2030", {2030: 20, 2031: 10}, 2030, 2031, -10, ANY, NONE, 10, "decreasing", "red"),
    "revised past": (SCORE, {2015: 30, 2020: 40}, 2015, 2020, 2, 50 / 15, 0.6, 40, "moderately_improving", "orange"),
}


def six(first, last, before=NONE):
    """2015 to 2020: the first, the last and the one before the last count."""
    return {2015: first, 2016: 3, 2017: 4, 2018: 3, 2019: last - 1 if before is NONE else before, 2020: last}


TO_40 = "level up target=40 target_year=2030"  # from 20 in 2020 they are 2 a year

DESTATIS = {
    # miss = (20 - 10 * mean)/20
    "level, right on it": (TO_40, six(10, 20), 2015, 2020, 2, 2, 0, NONE, "sun"),
    "level, more than enough": (TO_40, six(0, 20), 2015, 2020, 4, 2, -1, NONE, "sun"),
    "threshold 5 % just at": (TO_40, six(10.5, 20), 2015, 2020, 1.9, 2, 0.05, NONE, "partly_cloudy"),
    "threshold 5 % just under": (TO_40, six(10.49, 20), 2015, 2020, 1.902, 2, 0.049, NONE, "sun"),
    "threshold 5 % just over": (TO_40, six(10.51, 20), 2015, 2020, 1.898, 2, 0.051, NONE, "partly_cloudy"),
    "threshold 20 % just at": (TO_40, six(12, 20), 2015, 2020, 1.6, 2, 0.2, NONE, "partly_cloudy"),
    "threshold 20 % just over": (TO_40, six(12.01, 20), 2015, 2020, 1.598, 2, 0.201, NONE, "cloud"),
    "level, hardly moving": (TO_40, six(19.5, 20), 2015, 2020, 0.1, 2, 0.95, NONE, "cloud"),
    "threshold of no movement": (TO_40, six(20, 20), 2015, 2020, 0, 2, ANY, NONE, "thunderstorm"),
    "level, the wrong way": (TO_40, six(25, 20), 2015, 2020, -1, 2, ANY, NONE, "thunderstorm"),
    "level in the target year": ("level up target=40 target_year=2020", six(10, 20), 2015, 2020, 2, NONE, 1, NONE, "cloud"),
    # the target year is past: (20 + 2 * 2)/20
    "level after the target year": ("level up target=40 target_year=2018", six(10, 20), 2015, 2020, 2, ANY, 1.2, NONE, "cloud"),
    "only the last six": (TO_40, {2013: 999, 2014: 999, **six(10, 20)}, 2015, 2020, 2, 2, 0, NONE, "sun"),
    "five points": (TO_40, {2016: 12, 2017: 1, 2018: 1, 2019: 1, 2020: 20}, 2016, 2020, 2, 2, 0, NONE, "sun"),
    "four points": (TO_40, {2017: 14, 2018: 1, 2019: 1, 2020: 20}, 2017, 2020, 2, 2, 0, NONE, "sun"),
    "three points": (TO_40, {2018: 16, 2019: 18, 2020: 20}, ANY, 2020, NONE, ANY, NONE, NONE, "not_available"),
    "two points": (TO_40, {2018: 16, 2020: 20}, ANY, 2020, NONE, ANY, NONE, NONE, "not_available"),
    "one point": (TO_40, {2020: 20}, ANY, 2020, NONE, ANY, NONE, NONE, "not_available"),
    "no point": (TO_40, {2019: NONE, 2020: NONE}, NONE, NONE, NONE, ANY, NONE, NONE, "not_available"),
    "two points past the target": (TO_40, {2018: 41, 2020: 42}, ANY, 2020, NONE, ANY, NONE, NONE, "not_available"),
    "no report since the base": (TO_40 + " current_year=2020", {2012: 10, 2013: 12, 2014: 14, 2015: 16, 2020: NONE}, ANY, ANY, ANY, ANY, NONE, NONE, "not_available"),
    "a current year without a value": (TO_40 + " current_year=2019", {2015: 10, 2016: 11, 2017: 12, 2018: 13, 2020: 14}, ANY, ANY, ANY, ANY, NONE, NONE, "not_available"),
    "only values up to the current year": (TO_40 + " current_year=2020", {**six(10, 20), 2021: 50, 2022: 60}, 2015, 2020, 2, 2, 0, NONE, "sun"),
    # 2006 to 2020 in six points: (20 + 8)/14 = 2 a year
    "missing middle years": (TO_40, {2000: 999, 2006: -8, 2009: 1, 2012: 1, 2015: 1, 2018: 1, 2020: 20}, 2006, 2020, 2, 2, 0, NONE, "sun"),
    "missing middle years: an empty one is missing": (TO_40, {2014: 8, **six(10, 20), 2018: NONE}, 2014, 2020, 2, 2, 0, NONE, "sun"),
    "target reached and rising": (TO_40, six(40, 45), 2015, 2020, 1, ANY, ANY, NONE, "sun"),
    "target reached exactly and standing": (TO_40, six(40, 40), 2015, 2020, 0, ANY, ANY, NONE, "sun"),
    "target reached and slipping": (TO_40, six(50, 45), 2015, 2020, -1, ANY, ANY, NONE, "partly_cloudy"),
    "overshoot": (TO_40, six(10, 400), 2015, 2020, 78, ANY, ANY, NONE, "sun"),
    "reached and lost": (TO_40, six(45, 35), 2015, 2020, -2, 0.5, ANY, NONE, "thunderstorm"),
    # over the target in 2019, then 10 under it: (10 - 10 * 2)/10 = -1
    "reached and lost in between": (TO_40, six(20, 30, 41), 2015, 2020, 2, 1, -1, NONE, "sun"),
    "target is the base, met": (TO_40, six(40, 40), 2015, 2020, 0, ANY, ANY, NONE, "sun"),
    "target is the base, not met": (TO_40, six(40, 35), 2015, 2020, -1, 0.5, ANY, NONE, "thunderstorm"),
    "base zero": ("level up target=20 target_year=2030", six(0, 10), 2015, 2020, 2, 1, -1, NONE, "sun"),
    # (20 - 10 * 1.6)/20
    "target zero": ("level down target=0 target_year=2030", six(28, 20), 2015, 2020, 1.6, 2, 0.2, NONE, "partly_cloudy"),
    "reversed direction": ("level down target=10 target_year=2030", six(40, 30), 2015, 2020, 2, 2, 0, NONE, "sun"),
    "reversed direction: a rise": ("level down target=10 target_year=2030", six(20, 30), 2015, 2020, -2, 2, ANY, NONE, "thunderstorm"),
    "reversed direction: target reached and slipping": ("level down target=40 target_year=2030", six(30, 35), 2015, 2020, -1, ANY, ANY, NONE, "partly_cloudy"),
    "negative": ("level up target=-10 target_year=2030", six(-40, -30), 2015, 2020, 2, 2, 0, NONE, "sun"),
    "change of sign": ("level up target=20 target_year=2025", six(-10, 10), 2015, 2020, 4, 2, -1, NONE, "sun"),
    "keep, met and rising": ("keep up target=40", six(40, 45), 2015, 2020, 1, NONE, NONE, NONE, "sun"),
    "keep, met and standing": ("keep up target=40", six(40, 40), 2015, 2020, 0, NONE, NONE, NONE, "sun"),
    "keep, met and slipping": ("keep up target=40", six(45, 40), 2015, 2020, -1, NONE, NONE, NONE, "partly_cloudy"),
    "keep, not met but rising": ("keep up target=40", six(30, 35), 2015, 2020, 1, NONE, NONE, NONE, "cloud"),
    "keep, not met and standing": ("keep up target=40", six(35, 35), 2015, 2020, 0, NONE, NONE, NONE, "thunderstorm"),
    "keep, not met and falling": ("keep up target=40", six(40, 35), 2015, 2020, -1, NONE, NONE, NONE, "thunderstorm"),
    "keep under a ceiling, met": ("keep down target=40", six(45, 40), 2015, 2020, 1, NONE, NONE, NONE, "sun"),
    "keep under a ceiling, not met but falling": ("keep down target=40", six(50, 45), 2015, 2020, 1, NONE, NONE, NONE, "cloud"),
    "keep, three points": ("keep up target=40", {2018: 41, 2019: 42, 2020: 43}, ANY, 2020, NONE, NONE, NONE, NONE, "not_available"),
    "direction, both right": ("direction up", six(10, 20, 19), 2015, 2020, 2, NONE, NONE, NONE, "sun"),
    "direction, the mean only": ("direction up", six(10, 20, 21), 2015, 2020, 2, NONE, NONE, NONE, "partly_cloudy"),
    "direction, the mean only, the last stands": ("direction up", six(10, 20, 20), 2015, 2020, 2, NONE, NONE, NONE, "partly_cloudy"),
    "direction, the last only": ("direction up", six(30, 20, 19), 2015, 2020, -2, NONE, NONE, NONE, "cloud"),
    "direction, the last only, the mean stands": ("direction up", six(20, 20, 19), 2015, 2020, 0, NONE, NONE, NONE, "cloud"),
    "direction, none": ("direction up", six(30, 20, 21), 2015, 2020, -2, NONE, NONE, NONE, "thunderstorm"),
    "direction, all stands": ("direction up", six(20, 20, 20), 2015, 2020, 0, NONE, NONE, NONE, "thunderstorm"),
    "direction down, both right": ("direction down", six(30, 20, 21), 2015, 2020, 2, NONE, NONE, NONE, "sun"),
    "direction down, the mean only": ("direction down", six(30, 20, 19), 2015, 2020, 2, NONE, NONE, NONE, "partly_cloudy"),
    "direction, three points": ("direction up", {2018: 41, 2019: 42, 2020: 43}, ANY, 2020, NONE, NONE, NONE, NONE, "not_available"),
    "revised past": (TO_40, six(12, 20), 2015, 2020, 1.6, 2, 0.2, NONE, "partly_cloudy"),
}

TEN = "annual_growth target=0.1"
LEVEL = "level up target=200 target_year=2016"  # from 100 in 2015 they are 100 a year
UNJUDGED = (NONE, ANY, NONE, NONE, "not_judged")

ALLIANCE = {
    "yearly growth, threshold 0.95 just at": (TEN, {2015: 100, 2016: 109.5}, 2015, 2016, 0.095, 0.1, 0.95, NONE, "on_track"),
    "yearly growth, threshold 0.95 within the ninth digit": (TEN, {2015: 100, 2016: 109.499999998}, 2015, 2016, ANY, 0.1, ANY, NONE, "on_track"),
    "yearly growth, threshold 0.95 just under": (TEN, {2015: 100, 2016: 109.4999}, 2015, 2016, 0.094999, 0.1, 0.94999, NONE, "acceleration_needed"),
    "yearly growth, threshold 0.60 just at": (TEN, {2015: 100, 2016: 106}, 2015, 2016, 0.06, 0.1, 0.6, NONE, "acceleration_needed"),
    "yearly growth, threshold 0.60 just under": (TEN, {2015: 100, 2016: 105.99}, 2015, 2016, 0.0599, 0.1, 0.599, NONE, "limited_progress"),
    "yearly growth, threshold 0 just at": (TEN, {2015: 100, 2016: 100}, 2015, 2016, 0, 0.1, 0, NONE, "limited_progress"),
    "yearly growth, the path to the digit": (TEN, {2015: 100, 2016: 110, 2017: 121}, 2015, 2017, 0.1, 0.1, 1, NONE, "on_track"),
    "yearly growth, another rate": ("annual_growth target=0.2", {2015: 100, 2017: 121}, 2015, 2017, 0.1, 0.2, 0.5, NONE, "limited_progress"),
    "yearly growth, a stock that fell": (TEN, {2015: 100, 2016: 130, 2017: 120}, 2015, 2017, math.sqrt(1.2) - 1, 0.1, ANY, NONE, "revision"),
    "yearly growth, a stock under its base": (TEN, {2015: 100, 2016: 80, 2017: 81}, 2015, 2017, -0.1, 0.1, ANY, NONE, "revision"),
    # the last year stands still in nine digits, so it is slow and no drop
    "yearly growth, a drop below the ninth digit is none": (TEN, {2015: 100, 2016: 144, 2017: 144 - 1e-10}, 2015, 2017, 0.2, 0.1, 2, NONE, "slowing"),
    # sqrt(1.44) - 1 = 0.2, the last year 144/135 - 1 = 0.067
    "yearly growth, slowing": (TEN, {2015: 100, 2016: 135, 2017: 144}, 2015, 2017, 0.2, 0.1, 2, NONE, "slowing"),
    # sqrt(1.199025) - 1 = 0.095 is on track and not ahead of 0.1; the last year 119.9025/115 - 1 = 0.043
    "yearly growth, not ahead and so not slowing": (TEN, {2015: 100, 2016: 115, 2017: 119.9025}, 2015, 2017, 0.095, 0.1, 0.95, NONE, "on_track"),
    "yearly growth, the last year at the rate": (TEN, {2015: 100, 2016: 160, 2017: 176}, 2015, 2017, math.sqrt(1.76) - 1, 0.1, ANY, NONE, "on_track"),
    # the half year at the end is too short to be looked at; the year before grew by 20 %
    "yearly growth, a short last span": (TEN, {2015: 100, 2016: 130, 2017: 156, 2017.5: 157}, 2015, 2017.5, 1.57**0.4 - 1, 0.1, ANY, NONE, "on_track"),
    # the same half year, and the year before grew by 156/150 - 1 = 4 %
    "yearly growth, slow in the last long span": (TEN, {2015: 100, 2016: 150, 2017: 156, 2017.5: 180}, 2015, 2017.5, 1.8**0.4 - 1, 0.1, ANY, NONE, "slowing"),
    "yearly growth, slow in the last long span up to the current year": (
        *(TEN + " current_year=2017.5", {2015: 100, 2016: 150, 2017: 156, 2017.5: 180, 2018: 300}),
        *(2015, 2017.5, 1.8**0.4 - 1, 0.1, ANY, NONE, "slowing"),
    ),
    # sqrt(1.21) - 1 is the rate itself, and the last year 121/115 - 1 = 0.052
    "yearly growth, at the rate and slowing": (TEN, {2015: 100, 2016: 115, 2017: 121}, 2015, 2017, 0.1, 0.1, 1, NONE, "slowing"),
    # 0.998 years are 364.52 days, rounded 365; 0.997 years are 364.15, rounded 364
    "yearly growth, a span of 365 days": (TEN, {2015: 100, 2016: 150, 2016.998: 156}, 2015, 2016.998, ANY, 0.1, ANY, NONE, "slowing"),
    "yearly growth, a span of 364 days": (TEN, {2015: 100, 2016: 150, 2016.997: 156}, 2015, 2016.997, ANY, 0.1, ANY, NONE, "on_track"),
    "yearly growth, no span of a year": (TEN, {2015: 100, 2015.5: 110, 2016: 112}, 2015, 2016, 0.12, 0.1, 1.2, NONE, "on_track"),
    # halfway from 100 to 144 on a log scale is 120; from 120 to 144 in two years
    "yearly growth, base between two points": (TEN + " base_year=2012", {2010: 100, 2014: 144}, (2012, 120), 2014, math.sqrt(1.2) - 1, 0.1, ANY, NONE, "on_track"),
    # a quarter of the way from 10 to 160: 10 * 2 = 20; 20 * 16 two years later is 4 times as much each year
    "yearly growth, base a quarter of the way": (TEN + " base_year=2010.25", {2010: 10, 2011: 160, 2012.25: 320}, (2010.25, 20), 2012.25, 3, 0.1, 30, NONE, "on_track"),
    "yearly growth, of two points before the base the nearer": (TEN + " base_year=2012", {2008: 1, 2010: 100, 2014: 144}, (2012, 120), 2014, math.sqrt(1.2) - 1, 0.1, ANY, NONE, "on_track"),
    # from 120 in 2012 to 1.2 to the fourth of it in 2016
    "yearly growth, of two points after the base the nearer": (TEN + " base_year=2012", {2010: 100, 2014: 144, 2016: 248.832}, (2012, 120), 2016, 0.2, 0.1, 2, NONE, "on_track"),
    "missing base year: nothing before it": (TEN + " base_year=2009", {2010: 100, 2014: 144}, ANY, 2014, *UNJUDGED),
    "missing base year: nothing after it": (TEN + " base_year=2015", {2010: 100, 2014: 144}, ANY, 2014, *UNJUDGED),
    "missing base year: no rate between the neighbours": (TEN + " base_year=2012", {2010: 0, 2014: 144, 2016: 150}, ANY, 2016, *UNJUDGED),
    "missing base year: the next later one": ("growth up base_year=2015", {2014: 1, 2016: 100, 2018: 121}, 2016, 2018, 0.1, NONE, NONE, NONE, "improving"),
    "the base is the first year": ("growth up", {2001: 100, 2003: 121}, 2001, 2003, 0.1, NONE, NONE, NONE, "improving"),
    "base zero, yearly growth": (TEN, {2015: 0, 2016: 100}, 2015, 2016, *UNJUDGED),
    "base zero": (TO_200, {2015: 0, 2016: 100}, 2015, 2016, *UNJUDGED),
    "base zero, level": ("level up target=100 target_year=2016", {2015: 0, 2016: 60}, 2015, 2016, 60, 100, 0.6, NONE, "acceleration_needed"),
    "base zero, growth: the direction is known, the rate is not": ("growth up", {2015: 0, 2016: 100}, 2015, 2016, NONE, NONE, NONE, NONE, "improving"),
    "a fall to zero, yearly growth": (TEN, {2015: 100, 2016: 0}, 2015, 2016, ANY, ANY, NONE, NONE, "not_judged"),
    "a fall to zero": (TO_200, {2015: 100, 2016: 0}, 2015, 2016, ANY, ANY, NONE, NONE, "not_judged"),
    "a required rate of zero": ("annual_growth target=0", {2015: 100, 2016: 110}, 2015, 2016, ANY, ANY, NONE, NONE, "not_judged"),
    "a negative base, yearly growth": (TEN, {2015: -100, 2016: -110}, 2015, 2016, *UNJUDGED),
    # from 100 to 0 in 10 years are -10 a year
    "target zero: linear": ("growth_to_target down target=0 target_year=2025", {2015: 100, 2020: 70}, 2015, 2020, ANY, ANY, 0.6, NONE, "acceleration_needed"),
    "target zero: linear, just at 0.95": ("growth_to_target down target=0 target_year=2025", {2015: 100, 2020: 52.5}, 2015, 2020, ANY, ANY, 0.95, NONE, "on_track"),
    "target zero, reached": ("growth_to_target down target=0 target_year=2025", {2015: 100, 2020: 0}, 2015, 2020, ANY, ANY, ANY, NONE, "reached"),
    "threshold 0.95 just at": (TO_2100, {2015: 100, 2016: 2000}, 2015, 2016, 19, 20, 0.95, NONE, "on_track"),
    "threshold 0.95 within the ninth digit": (TO_200, {2015: 100, 2016: 195 - 4e-8}, 2015, 2016, ANY, 1, ANY, NONE, "on_track"),
    "threshold 0.95 beyond the ninth digit": (TO_200, {2015: 100, 2016: 195 - 6e-8}, 2015, 2016, ANY, 1, ANY, NONE, "acceleration_needed"),
    "threshold 0.60 just at": (TO_600, {2015: 100, 2016: 400}, 2015, 2016, 3, 5, 0.6, NONE, "acceleration_needed"),
    "threshold 0.60 just under": (TO_200, {2015: 100, 2016: 159.99}, 2015, 2016, 0.5999, 1, 0.5999, NONE, "limited_progress"),
    "threshold 0 just at": (TO_200, {2015: 100, 2016: 100}, 2015, 2016, 0, 1, 0, NONE, "limited_progress"),
    "threshold 0 just under": (TO_200, {2015: 100, 2016: 99.99}, 2015, 2016, -0.0001, 1, -0.0001, NONE, "moving_away"),
    "target reached": (TO_200, {2015: 100, 2016: 200}, 2015, 2016, ANY, ANY, ANY, NONE, "reached"),
    "target reached, within the ninth digit": (TO_200, {2015: 100, 2016: 200 - 4e-10}, 2015, 2016, ANY, ANY, ANY, NONE, "reached"),
    "target reached and slipping": (TO_200, {2015: 100, 2016: 230, 2017: 220}, 2015, 2017, ANY, ANY, ANY, NONE, "reached_slipping"),
    "target reached and standing": (TO_200, {2015: 100, 2016: 220, 2017: 220}, 2015, 2017, ANY, ANY, ANY, NONE, "reached"),
    "target reached downwards and slipping": (TO_50, {2015: 100, 2016: 30, 2017: 40}, 2015, 2017, ANY, ANY, ANY, NONE, "reached_slipping"),
    "target reached from below zero": ("growth_to_target up target=50 target_year=2030", {2015: -100, 2016: 50}, 2015, 2016, ANY, ANY, ANY, NONE, "reached"),
    "overshoot": (TO_200, {2015: 100, 2016: 900}, 2015, 2016, ANY, ANY, ANY, NONE, "reached"),
    "reached and lost": ("growth_to_target up target=80 target_year=2030", {2015: 100, 2016: 70}, 2015, 2016, ANY, ANY, ANY, NONE, "lost"),
    "reached and lost in between": (TO_225, {2015: 100, 2016: 300, 2017: 144}, 2015, 2017, 0.2, 0.5, 0.4, NONE, "limited_progress"),
    "target is the base, met": ("growth_to_target up target=100 target_year=2030", {2015: 100, 2016: 100}, 2015, 2016, ANY, ANY, ANY, NONE, "reached"),
    "target is the base, not met": ("growth_to_target up target=100 target_year=2030", {2015: 100, 2016: 90}, 2015, 2016, ANY, ANY, ANY, NONE, "lost"),
    "reversed direction": (TO_50, {2015: 100, 2016: 60}, 2015, 2016, ANY, ANY, 0.8, NONE, "acceleration_needed"),
    "reversed direction: a rise": (TO_50, {2015: 100, 2016: 110}, 2015, 2016, ANY, ANY, -0.2, NONE, "moving_away"),
    "missing middle years": ("growth up", {2015: 100, 2016: NONE, 2017: 121}, 2015, 2017, 0.1, NONE, NONE, NONE, "improving"),
    "two points": (TEN, {2015: 100, 2017: 121}, 2015, 2017, 0.1, 0.1, 1, NONE, "on_track"),
    "one point": (TO_200, {2015: 100}, ANY, 2015, *UNJUDGED),
    "one point, yearly growth": (TEN, {2015: 100}, ANY, 2015, *UNJUDGED),
    "no point": (TO_200, {2015: NONE}, NONE, NONE, *UNJUDGED),
    "no report since the base": ("growth up base_year=2015", {2013: 100, 2015: 110}, 2015, 2015, *UNJUDGED),
    "limit: has no effect": ("growth up limit=100", {2015: 50, 2016: 55}, 2015, 2016, 0.1, NONE, NONE, NONE, "improving"),
    "points after the current year do not count": (TEN + " current_year=2016.5", {2015: 100, 2016: 110, 2017: 50}, 2015, 2016, 0.1, 0.1, 1, NONE, "on_track"),
    "the current year itself counts": (TEN + " current_year=2016", {2015: 100, 2016: 110, 2017: 50}, 2015, 2016, 0.1, 0.1, 1, NONE, "on_track"),
    "the current year itself counts, level": (LEVEL + " current_year=2016", {2015: 100, 2016: 195, 2017: 50}, 2015, 2016, 95, 100, 0.95, NONE, "on_track"),
    "the current year itself counts, direction": ("direction up current_year=2016", {2015: 100, 2016: 110, 2017: 50}, 2015, 2016, 10, NONE, NONE, NONE, "improving"),
    "the current year itself counts, ordinal": (LIKERT + " current_year=2016", {2015: 1, 2016: 3, 2017: 0}, 2015, 2016, ANY, ANY, ANY, NONE, "on_track"),
    "a current year before the second point": (TEN + " current_year=2015.5", {2015: 100, 2016: 110}, ANY, 2015, *UNJUDGED),
    # 2014.75 to 2016.75
    "years in decimals": (TEN, {2014.75: 100, 2016.75: 121}, 2014.75, 2016.75, 0.1, 0.1, 1, NONE, "on_track"),
    "a base year that is the target year": ("growth_to_target up target=200 target_year=2015", {2015: 100, 2016: 110}, 2015, 2016, ANY, ANY, NONE, NONE, "not_judged"),
    "revised past": (TEN, {2015: 110, 2016: 121}, 2015, 2016, 0.1, 0.1, 1, NONE, "on_track"),
    "negative": (TO_200, {2015: -100, 2016: -80}, 2015, 2016, *UNJUDGED),
    "negative target": ("growth_to_target down target=-50 target_year=2030", {2015: 100, 2016: 80}, 2015, 2016, ANY, ANY, NONE, NONE, "not_judged"),
    "negative, level": ("level up target=0 target_year=2016", {2015: -100, 2016: -40}, 2015, 2016, 60, 100, 0.6, NONE, "acceleration_needed"),
    "change of sign": (TO_200, {2015: -100, 2016: 100}, 2015, 2016, *UNJUDGED),
    "change of sign, level": ("level up target=100 target_year=2016", {2015: -100, 2016: 90}, 2015, 2016, 190, 200, 0.95, NONE, "on_track"),
    "change of sign, growth": ("growth down", {2015: 100, 2016: -100}, 2015, 2016, NONE, NONE, NONE, NONE, "improving"),
    "level, threshold 0.95 just at": (LEVEL, {2015: 100, 2016: 195}, 2015, 2016, 95, 100, 0.95, NONE, "on_track"),
    "level, threshold 0.95 just under": (LEVEL, {2015: 100, 2016: 194.99}, 2015, 2016, 94.99, 100, 0.9499, NONE, "acceleration_needed"),
    "level, threshold 0.60 just at": (LEVEL, {2015: 100, 2016: 160}, 2015, 2016, 60, 100, 0.6, NONE, "acceleration_needed"),
    "level, threshold 0.60 just under": (LEVEL, {2015: 100, 2016: 159.99}, 2015, 2016, 59.99, 100, 0.5999, NONE, "limited_progress"),
    "level, threshold 0 just at": (LEVEL, {2015: 100, 2016: 100}, 2015, 2016, 0, 100, 0, NONE, "limited_progress"),
    "level, threshold 0 just under": (LEVEL, {2015: 100, 2016: 99}, 2015, 2016, -1, 100, -0.01, NONE, "moving_away"),
    # (121 - 100)/2 = 10.5 a year over (205 - 100)/10 = 10.5: linear, not a rate
    "level, over several years": ("level up target=205 target_year=2025", {2015: 100, 2017: 121}, 2015, 2017, 10.5, 10.5, 1, NONE, "on_track"),
    "level, reached and slipping": (LEVEL, {2015: 100, 2016: 230, 2017: 220}, 2015, 2017, ANY, ANY, ANY, NONE, "reached_slipping"),
    "level, reached": (LEVEL, {2015: 100, 2016: 210, 2017: 220}, 2015, 2017, ANY, ANY, ANY, NONE, "reached"),
    "level, reached and standing": (LEVEL, {2015: 100, 2016: 220, 2017: 220}, 2015, 2017, ANY, ANY, ANY, NONE, "reached"),
    "level, target is the base, not met": ("level up target=100 target_year=2030", {2015: 100, 2016: 90}, 2015, 2016, ANY, ANY, ANY, NONE, "lost"),
    "level, reached and lost": ("level up target=80 target_year=2030", {2015: 100, 2016: 70}, 2015, 2016, ANY, ANY, ANY, NONE, "lost"),
    "level, in the target year": ("level up target=200 target_year=2015", {2015: 100, 2016: 110}, 2015, 2016, ANY, ANY, NONE, NONE, "not_judged"),
    "level, one point": (LEVEL, {2015: 100}, ANY, 2015, *UNJUDGED),
    "growth, improving": ("growth up", {2015: 100, 2017: 121}, 2015, 2017, 0.1, NONE, NONE, NONE, "improving"),
    "growth, worsening": ("growth up", {2015: 100, 2016: 90}, 2015, 2016, -0.1, NONE, NONE, NONE, "worsening"),
    "growth, unchanged": ("growth up", {2015: 100, 2016: 300, 2017: 100}, 2015, 2017, 0, NONE, NONE, NONE, "unchanged"),
    "growth, unchanged in nine digits": ("growth up", {2015: 100, 2016: 100 + 1e-10}, 2015, 2016, ANY, NONE, NONE, NONE, "unchanged"),
    "growth down, improving": ("growth down", {2015: 100, 2016: 90}, 2015, 2016, 0.1, NONE, NONE, NONE, "improving"),
    "growth, one point": ("growth up", {2015: 100}, ANY, 2015, *UNJUDGED),
    "direction, improving": ("direction up", {2015: -100, 2017: 121}, 2015, 2017, 110.5, NONE, NONE, NONE, "improving"),
    "direction, worsening": ("direction up", {2015: 100, 2017: 90}, 2015, 2017, -5, NONE, NONE, NONE, "worsening"),
    "direction, unchanged": ("direction down", {2015: 100, 2017: 100}, 2015, 2017, 0, NONE, NONE, NONE, "unchanged"),
    "direction down, improving": ("direction down", {2015: 100, 2017: 90}, 2015, 2017, 5, NONE, NONE, NONE, "improving"),
    "direction, one point": ("direction up", {2015: 100}, ANY, 2015, *UNJUDGED),
    "keep, kept and rising": ("keep up target=40", {2015: 40, 2017: 44}, ANY, 2017, 2, NONE, NONE, NONE, "kept"),
    "keep, kept and standing": ("keep up target=40", {2015: 40, 2017: 40}, ANY, 2017, 0, NONE, NONE, NONE, "kept"),
    "keep, slipping": ("keep up target=40", {2015: 44, 2017: 40}, ANY, 2017, -2, NONE, NONE, NONE, "slipping"),
    "keep, returning": ("keep up target=40", {2015: 30, 2017: 36}, ANY, 2017, 3, NONE, NONE, NONE, "returning"),
    "keep, lost and standing": ("keep up target=40", {2015: 36, 2017: 36}, ANY, 2017, 0, NONE, NONE, NONE, "lost"),
    "keep, lost": ("keep up target=40", {2015: 44, 2017: 36}, ANY, 2017, -4, NONE, NONE, NONE, "lost"),
    "keep under a ceiling": ("keep down target=40", {2015: 44, 2017: 36}, ANY, 2017, 4, NONE, NONE, NONE, "kept"),
    "keep, only the last six": ("keep up target=40", {2014: 999, **six(40, 45)}, ANY, 2020, 1, NONE, NONE, NONE, "kept"),
    "keep, one point": ("keep up target=40", {2015: 44}, ANY, 2015, *UNJUDGED),
    "binary, yes": ("binary", {2015: 0, 2020: 1}, ANY, 2020, ANY, ANY, ANY, NONE, "yes"),
    "binary, no": ("binary", {2015: 1, 2020: 0}, ANY, 2020, ANY, ANY, ANY, NONE, "no"),
    "binary, one point is enough": ("binary", {2020: 1}, ANY, 2020, ANY, ANY, ANY, NONE, "yes"),
    "binary, another target": ("binary target=3", {2015: 1, 2020: 3}, ANY, 2020, ANY, ANY, ANY, NONE, "yes"),
    "binary, not known": ("binary", {2020: NONE}, NONE, NONE, NONE, NONE, NONE, NONE, "not_known"),
    "ordinal, reached": (LIKERT, {2015: 3, 2020: 5}, 2015, 2020, ANY, ANY, ANY, NONE, "reached"),
    "ordinal, two steps": (LIKERT, {2015: 0, 2020: 2}, 2015, 2020, ANY, ANY, ANY, NONE, "on_track"),
    "ordinal, one step": (LIKERT, {2015: 1, 2020: 2}, 2015, 2020, ANY, ANY, ANY, NONE, "acceleration_needed"),
    "ordinal, no step": (LIKERT, {2015: 2, 2020: 2}, 2015, 2020, ANY, ANY, ANY, NONE, "limited_progress"),
    "ordinal, a step down": (LIKERT, {2015: 5, 2020: 4}, 2015, 2020, ANY, ANY, ANY, NONE, "moving_away"),
    "doubling, half of it": ("doubling target_year=2016", {2015: 100, 2016: 160}, 2015, 2016, 0.6, 1, 0.6, NONE, "acceleration_needed"),
    "doubling, done": ("doubling target_year=2016", {2015: 100, 2016: 200}, 2015, 2016, ANY, ANY, ANY, NONE, "reached"),
    "doubling, done and slipping": ("doubling target_year=2016", {2015: 100, 2016: 220, 2017: 210}, 2015, 2017, ANY, ANY, ANY, NONE, "reached_slipping"),
    "doubling, a loss": ("doubling target_year=2016", {2015: 100, 2016: 90}, 2015, 2016, -0.1, 1, -0.1, NONE, "moving_away"),
    # 70/100 - 1 = -0.3 over -0.5
    "halving, 60 % of it": ("halving target_year=2016", {2015: 100, 2016: 70}, 2015, 2016, ANY, ANY, 0.6, NONE, "acceleration_needed"),
    "halving, done": ("halving target_year=2016", {2015: 100, 2016: 50}, 2015, 2016, ANY, ANY, ANY, NONE, "reached"),
    "halving, a rise": ("halving target_year=2016", {2015: 100, 2016: 110}, 2015, 2016, ANY, ANY, -0.2, NONE, "moving_away"),
    # 0.5 counts as 2 and 0.8 as 1.25: (1.25/2 - 1)/(1/2 - 1) = 0.375/0.5
    "parity from below": ("parity target_year=2016", {2015: 0.5, 2016: 0.8}, 2015, 2016, ANY, ANY, 0.75, NONE, "acceleration_needed"),
    "parity from above": ("parity target_year=2016", {2015: 2, 2016: 1.25}, 2015, 2016, ANY, ANY, 0.75, NONE, "acceleration_needed"),
    # from 2 to the other side, 0.8: the same 1.25
    "parity across": ("parity target_year=2016", {2015: 2, 2016: 0.8}, 2015, 2016, ANY, ANY, 0.75, NONE, "acceleration_needed"),
    "parity, 3 % under": ("parity target_year=2016", {2015: 0.5, 2016: 0.97}, 2015, 2016, ANY, ANY, ANY, NONE, "reached"),
    "parity, 3 % over": ("parity target_year=2016", {2015: 2, 2016: 1.03}, 2015, 2016, ANY, ANY, ANY, NONE, "reached"),
    # 1/0.96 = 1.041666...: (1.041666.../2 - 1)/-0.5 = 0.958333...
    "parity, 4 % under": ("parity target_year=2016", {2015: 0.5, 2016: 0.96}, 2015, 2016, ANY, ANY, 0.95833333333333333, NONE, "on_track"),
    "parity, a base of zero": ("parity target_year=2030", {2015: 0, 2016: 0.5}, 2015, 2016, ANY, ANY, NONE, NONE, "not_judged"),
    "parity, a fall to zero": ("parity target_year=2030", {2015: 0.5, 2016: 0}, 2015, 2016, ANY, ANY, NONE, NONE, "not_judged"),
    "parity, lost": ("parity target_year=2030", {2015: 1.02, 2016: 0.9}, 2015, 2016, ANY, ANY, ANY, NONE, "lost"),
    "parity, away from it": ("parity target_year=2016", {2015: 0.5, 2016: 0.4}, 2015, 2016, ANY, ANY, -0.5, NONE, "moving_away"),
    "score, threshold 1 just at": (SCORE + " base_year=2015", {2015: 20, 2020: 40}, 2015, 2020, 4, 4, 1, 40, "on_track"),
    "score, threshold 0.5 just at": (SCORE + " base_year=2015", {2015: 20, 2020: 30}, 2015, 2020, 2, 4, 0.5, 30, "acceleration_needed"),
    "score, threshold 0.5 just under": (SCORE + " base_year=2015", {2015: 20, 2020: 29}, 2015, 2020, 1.8, 4, 0.45, 29, "limited_progress"),
    "score, threshold 0 just under": (SCORE + " base_year=2015", {2015: 20, 2020: 19}, 2015, 2020, -0.2, ANY, ANY, 19, "moving_away"),
    "score, threshold 0 just at": (SCORE + " base_year=2015", {2015: 20, 2020: 20}, 2015, 2020, 0, 4, 0, 20, "limited_progress"),
    "score, reached and standing": (SCORE + " base_year=2015", {2015: 85, 2020: 85}, 2015, 2020, 0, ANY, ANY, 85, "reached"),
    "score, reached": (SCORE + " base_year=2015", {2015: 20, 2020: 80}, 2015, 2020, 12, ANY, ANY, 80, "reached"),
    "score, reached and slipping": (SCORE + " base_year=2015", {2015: 120, 2020: 110}, 2015, 2020, -2, ANY, ANY, 100, "reached_slipping"),
    "score, the nearest year": (SCORE + " base_year=2015", {2014: 16, 2016: 70, 2020: 40}, 2014, 2020, 4, 4, 1, 40, "on_track"),
    "score, one point": (SCORE, {2015: 20}, ANY, 2015, NONE, ANY, NONE, ANY, "not_judged"),
}

PROFILES = {"alliance": ALLIANCE, "destatis": DESTATIS, "eurostat": EUROSTAT, "sdsn": SDSN, "statcan": STATCAN, "unsd": UNSD}


def setting(case_id, words):
    """A row of settings from words: the rule, the direction, and name=number."""
    rule, *rest = words.split()
    cells = dict(word.split("=") if "=" in word else ("direction", word) for word in rest)
    return {"case_id": case_id, "rule": rule, **{name: cell if name == "direction" else float(cell) for name, cell in cells.items()}}


def judge(profile, cases):
    """{name: what came out} for {name: (setting, points)}, all at once."""
    settings = pd.DataFrame([setting(name, words) for name, (words, _) in cases.items()])
    rows = [(name, year, value) for name, (_, points) in cases.items() for year, value in points.items()]
    frame = assess(settings, pd.DataFrame(rows, columns=["case_id", "year", "value"]), profile)
    assert frame.attrs["left_out"] == []
    assert list(frame["case_id"]) == sorted(cases)
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return {row.pop("case_id"): row for row in rows}


def expected(profile, words_points_row):
    """The row that must come out, a year with the value that stands there."""
    _, points, base, current, *rest = words_points_row
    row = {}
    for name, at in (("base", base), ("current", current)):
        year, value = at if isinstance(at, tuple) else (at, points.get(at, at))
        row |= {f"{name}_year": year, f"{name}_value": value}
    names = ["observed", "required", "ratio", "score", "status", *(["colour"] if profile == "sdsn" else [])]
    return row | dict(zip(names, rest, strict=True))


def same(found, wanted):
    """Numbers in nine digits, words as they are, `ANY` whatever stands there."""
    return {
        name: found[name] if value is ANY else value if value is NONE or isinstance(value, str) else pytest.approx(value, rel=BILLIONTH, abs=1e-12)
        for name, value in wanted.items()
    }


@functools.cache
def judged(profile):
    """All cases of a profile in one call."""
    return judge(profile, {name: row[:2] for name, row in PROFILES[profile].items()})


@pytest.mark.parametrize(("profile", "name"), [(profile, name) for profile, cases in PROFILES.items() for name in cases])
def test_a_case_worked_out_by_hand(profile, name):
    found, wanted = judged(profile)[name], expected(profile, PROFILES[profile][name])
    assert {column: found[column] for column in wanted} == same(found, wanted)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_case_has_its_reason_in_one_sentence(profile):
    reasons = {name: row["reason"] for name, row in judged(profile).items()}
    assert {name: reason for name, reason in reasons.items() if not isinstance(reason, str) or not reason.strip() or "\n" in reason or "nan" in reason.lower().split()} == {}


# what a reader must find in the reason: the edge case is named
NAMED = {
    ("statcan", "base zero: 999-fold growth from 0.001"): "0.001",
    ("statcan", "target zero: the rate to 0.001"): "0.001",
    ("statcan", "limit: substantial from 1.43 %"): "limit",
    ("statcan", "target reached, whatever the trend"): "at or past the target",
    ("statcan", "reached and lost"): "lost",
    ("statcan", "target is the base, not met"): "target equals the base",
    ("statcan", "change of sign"): "opposite sign",
    ("statcan", "missing base year: the next later one"): "base year",
    ("statcan", "no report since the base"): "since the base",
    ("eurostat", "base zero"): "above 0",
    ("eurostat", "reached and lost"): "lost",
    ("eurostat", "missing base year: the next later one"): "base year",
    ("unsd", "missing base year: 2014 before 2017"): "base year",
    ("unsd", "target zero, not reached"): "not above 0",
    ("unsd", "reached and lost"): "lost",
    ("unsd", "negative, up"): "below 0",
    ("unsd", "change of sign"): "opposite sign",
    ("unsd", "no report since the base"): "2015",
    ("sdsn", "target reached and falling"): "falls",
    ("sdsn", "missing base year: the nearest"): "base year",
    ("sdsn", "one point"): "no second year",
    ("destatis", "target reached and slipping"): "away",
    ("destatis", "three points"): "four points",
    ("destatis", "a current year without a value"): "current year",
    ("alliance", "base zero"): "no growth rate",
    ("alliance", "target zero: linear"): "linear",
    ("alliance", "target reached and slipping"): "away",
    ("alliance", "reached and lost"): "lost",
    ("alliance", "reversed direction"): "wo points",
    ("alliance", "one point"): "one point",
    ("alliance", "missing base year: the next later one"): "base year",
}


@pytest.mark.parametrize(("profile", "name"), NAMED)
def test_the_reason_names_the_edge(profile, name):
    assert NAMED[profile, name] in judged(profile)[name]["reason"]


@pytest.mark.parametrize("profile", ["alliance", "destatis"])
def test_a_linear_reason_says_units_and_not_percent_a_year(profile):
    # 6 a year where 10 are needed
    name = {"alliance": "target zero: linear", "destatis": "level, hardly moving"}[profile]
    assert not re.search(r"% (of the \w+ )?a year", judged(profile)[name]["reason"])


@pytest.mark.parametrize("profile", PROFILES)
def test_whole_numbers_are_judged_as_the_same_numbers_with_decimals(profile):
    whole = {name: row[:2] for name, row in PROFILES[profile].items() if all(value is not NONE and value == int(value) and year == int(year) for year, value in row[1].items())}
    settings = [setting(name, words) for name, (words, _) in whole.items()]
    settings = [row for row in settings if all(not isinstance(cell, float) or cell == int(cell) for cell in row.values())]
    table = pd.DataFrame(settings).astype({name: "Int64" for row in settings for name, cell in row.items() if isinstance(cell, float)})
    series = pd.DataFrame([(row["case_id"], year, value) for row in settings for year, value in whole[row["case_id"]][1].items()], columns=["case_id", "year", "value"]).astype(
        {"year": int, "value": int}
    )
    frame = assess(table, series, profile)
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    assert {row.pop("case_id"): row for row in rows} == {row["case_id"]: judged(profile)[row["case_id"]] for row in settings}


@pytest.mark.parametrize("profile", PROFILES)
def test_every_edge_has_its_case(profile):
    edges = [edge for edge in EDGES if edge not in NOT_OF.get(profile, ())]
    assert [edge for edge in edges if not any(name.startswith(edge) for name in PROFILES[profile])] == []


@pytest.mark.parametrize("profile", PROFILES)
def test_the_columns_are_the_promised_ones(profile):
    name = next(iter(PROFILES[profile]))
    words, points, *_ = PROFILES[profile][name]
    frame = assess(pd.DataFrame([setting("a", words)]), pd.DataFrame([("a", *point) for point in points.items()], columns=["case_id", "year", "value"]), profile)
    assert list(frame.columns) == COLUMNS + ["colour"] * (profile == "sdsn")


@pytest.mark.parametrize("profile", PROFILES)
def test_no_number_that_is_not_finite_comes_out(profile):
    numbers = [(name, column) for name, row in judged(profile).items() for column, cell in row.items() if isinstance(cell, float) and not math.isfinite(cell)]
    assert numbers == []


@pytest.mark.parametrize("every", [40, pytest.param(1, marks=pytest.mark.full("each of some 500 cases alone"))])
@pytest.mark.parametrize("profile", PROFILES)
def test_a_case_alone_is_judged_as_among_others(profile, every):
    names = list(PROFILES[profile])[::every]
    assert {name: judge(profile, {name: PROFILES[profile][name][:2]})[name] for name in names} == {name: judged(profile)[name] for name in names}
