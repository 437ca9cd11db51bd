import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearest } from '../../src/core/nearest.ts'

const keys = ['minScore', 'minLength', 'profile', 'ladder']

test('a slip of the finger is recognised', () => {
  const slips = {
    minLenght: 'minLength',
    minscore: 'minScore',
    profil: 'profile',
    lader: 'ladder',
    minLengths: 'minLength',
  }
  for (const [slip, meant] of Object.entries(slips)) assert.equal(nearest(slip, keys), meant)
})

test('of two that are near, the nearer one is meant', () => {
  assert.equal(nearest('minSore', ['minSource', 'minScore']), 'minScore')
})

test('a word that is like none of them is not turned into one', () => {
  assert.equal(nearest('colour', keys), undefined)
  assert.equal(nearest('', keys), undefined)
  assert.equal(nearest('profile', []), undefined)
})
